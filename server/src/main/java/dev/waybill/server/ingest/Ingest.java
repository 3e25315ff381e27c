package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventLine;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.Rejection;
import dev.waybill.event.RejectionCode;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.TenantDeletions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the events of a request into the log. */
final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private final EventLog log;
  private final Admission admission;
  private final TenantDeletions deletions;

  Ingest(EventLog log, Admission admission, TenantDeletions deletions) {
    this.log = requireNonNull(log, "log is null");
    this.admission = requireNonNull(admission, "admission is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
  }

  /**
   * Returns when the events are durable.
   *
   * @param onConflict whether one bad event spoils all of them
   * @param admitted the number of the last deletion of a tenant when the request was admitted
   * @throws ProblemException if nothing was taken, or nobody knows
   */
  IngestAnswer take(ReadOutcome read, ConflictPolicy onConflict, long admitted) {
    return switch (read) {
      case ReadOutcome.UnreadableBody unreadable ->
          throw new ProblemException(ProblemCode.UNREADABLE_BODY, unreadable.message());
      case ReadOutcome.TooManyEvents tooMany ->
          throw new ProblemException(
              ProblemCode.TOO_LARGE,
              "A request has at most "
                  + tooMany.maxEvents()
                  + " events: send them in several requests.");
      case ReadOutcome.ParsedBody parsed -> take(parsed, onConflict, admitted);
    };
  }

  private IngestAnswer take(ReadOutcome.ParsedBody sent, ConflictPolicy onConflict, long admitted) {
    if (isSpoiled(sent, onConflict) || sent.batch().lines().isEmpty()) {
      return IngestAnswer.none(sent.rejections());
    }
    Admission.Admitted allowed = admission.admit(sent);
    ReadOutcome.ParsedBody parsed = allowed.events();
    if (isSpoiled(parsed, onConflict)) {
      admission.giveBack(allowed);
      return IngestAnswer.none(parsed.rejections());
    }
    return switch (append(parsed.batch(), onConflict, admitted)) {
      case AppendOutcome.Appended appended ->
          new IngestAnswer(
              appended.accepted(),
              appended.duplicates(),
              rejections(parsed, appended.conflicts()),
              appended.last());
      case AppendOutcome.Refused refused -> {
        admission.giveBack(allowed);
        throw unavailable(refused);
      }
      case AppendOutcome.Unknown unknown -> throw unknown(unknown);
    };
  }

  private AppendOutcome append(EventBatch batch, ConflictPolicy onConflict, long admitted) {
    return deletions
        .unlessDeletedSince(
            admitted,
            () -> batch.lines().stream().map(EventLine::tenant),
            () -> log.append(batch, onConflict))
        .orElseGet(Ingest::deletedMeanwhile);
  }

  private static AppendOutcome deletedMeanwhile() {
    return new AppendOutcome.Refused(
        "a tenant was deleted while its request was under way", Duration.ofSeconds(1));
  }

  private static boolean isSpoiled(ReadOutcome.ParsedBody parsed, ConflictPolicy onConflict) {
    return onConflict == ConflictPolicy.REJECT_BATCH && !parsed.rejections().isEmpty();
  }

  private static ProblemException unavailable(AppendOutcome.Refused refused) {
    LOG.warn("The event log refused events: {}", refused.reason());
    return new ProblemException(
        new Problem(
                ProblemCode.UNAVAILABLE,
                "The event log takes no more at the moment: nothing was taken, send the events"
                    + " again.")
            .retryAfter(refused.retryAfter()));
  }

  private static ProblemException unknown(AppendOutcome.Unknown unknown) {
    LOG.error("It is unknown whether events are stored: {}", unknown.reason());
    return new ProblemException(
        ProblemCode.OUTCOME_UNKNOWN,
        "It cannot be told whether the events were taken: send them again with the same ids.");
  }

  private static List<Rejection> rejections(
      ReadOutcome.ParsedBody parsed, List<Integer> conflicts) {
    if (conflicts.isEmpty()) {
      return parsed.rejections();
    }
    EventBatch batch = parsed.batch();
    var all = new ArrayList<>(parsed.rejections());
    conflicts.forEach(
        index ->
            all.add(
                new Rejection(
                    batch.lines().get(index).line(),
                    RejectionCode.EVENT_ID_CONFLICT,
                    "Another event with other content has this eventID.")));
    all.sort(Comparator.comparingInt(Rejection::line));
    return all;
  }
}
