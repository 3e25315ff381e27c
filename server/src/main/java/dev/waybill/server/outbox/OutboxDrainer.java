package dev.waybill.server.outbox;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.OwnEvents;
import dev.waybill.event.ReadOutcome.ParsedBody;
import dev.waybill.event.Rejection;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.server.audit.AuditOutbox;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.server.security.TenantDeletions;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends what waits in the outbox to the event log, in order, and forgets it then. A crash in
 * between appends it again: the log knows its id, and has it once. A tenant's quota does not keep
 * its own record out.
 */
final class OutboxDrainer {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxDrainer.class);
  private static final int BATCH = 500;

  private final AuditOutbox outbox;
  private final EventLog log;
  private final TenantDeletions deletions;

  OutboxDrainer(AuditOutbox outbox, EventLog log, TenantDeletions deletions) {
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.log = requireNonNull(log, "log is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
  }

  /** Empties the outbox; {@code false} if the log does not take what is left of it now. */
  boolean drain() {
    while (true) {
      long before = deletions.last();
      List<Waiting> waiting = outbox.oldest(BATCH);
      if (waiting.isEmpty()) {
        return true;
      }
      // What is read of a tenant that is deleted meanwhile must not be its successor's.
      Optional<AppendOutcome> outcome =
          deletions.unlessDeletedSince(
              before, () -> waiting.stream().map(Waiting::tenant), () -> append(waiting));
      if (outcome.isPresent() && !settle(waiting, outcome.get())) {
        return false;
      }
    }
  }

  private AppendOutcome append(List<Waiting> waiting) {
    ParsedBody parsed = OwnEvents.read(waiting.stream().map(Waiting::event).toList());
    for (Rejection rejection : parsed.rejections()) {
      LOG.error(
          "The audit event {} of the service cannot be stored: {}",
          waiting.get(rejection.line() - 1).id(),
          rejection.message());
    }
    AppendOutcome outcome = log.append(parsed.batch(), ConflictPolicy.REJECT_EVENT);
    if (outcome instanceof AppendOutcome.Appended appended) {
      for (int index : appended.conflicts()) {
        int line = parsed.batch().lines().get(index).line();
        LOG.error(
            "The id of the audit event {} of the service belongs to another event",
            waiting.get(line - 1).id());
      }
    }
    return outcome;
  }

  private boolean settle(List<Waiting> waiting, AppendOutcome outcome) {
    return switch (outcome) {
      case AppendOutcome.Appended _ -> {
        outbox.remove(waiting.stream().map(Waiting::id).toList());
        yield true;
      }
      case AppendOutcome.Refused(String reason, _) -> {
        LOG.warn("The service's own audit events wait, since the event log refuses: {}", reason);
        yield false;
      }
      case AppendOutcome.Unknown(String reason) -> {
        LOG.warn("It is unknown whether audit events of the service are stored: {}", reason);
        yield false;
      }
    };
  }
}
