package dev.waybill.simulation;

import static dev.waybill.simulation.Auditor.require;

import dev.waybill.export.Attempt;
import dev.waybill.export.DeliveredObject;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.InMemoryExportLedger;
import dev.waybill.export.PinnedSettings;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Looks at what is in the storage when a job counts as delivered. */
final class CommitCheck {
  private final EventLog log;
  private final InMemoryExportLedger ledger;
  private final AcceptedEvents accepted;
  private final Function<String, SortedMap<String, StoredObject>> storage;

  /**
   * @param storage the objects of a place
   */
  CommitCheck(
      EventLog log,
      InMemoryExportLedger ledger,
      AcceptedEvents accepted,
      Function<String, SortedMap<String, StoredObject>> storage) {
    this.log = log;
    this.ledger = ledger;
    this.accepted = accepted;
    this.storage = storage;
  }

  private static String place(Attempt attempt) {
    return attempt.integration().location().below(attempt.job().prefix()).toString();
  }

  /**
   * What is given up for expired at the first start is really gone, or about to be; and nothing
   * that is about to go is started on.
   */
  void starts(ExportJob job) {
    Position from = job.heldFrom().orElseThrow();
    Position mark = ledger.retainedFrom(job.tenant());
    require(
        from.compareTo(mark) <= 0
            || from.compareTo(log.start(job.tenant())) <= 0
            || accepted.in(job.tenant(), below(from, job.range())).isEmpty(),
        Promise.NONE_MISSING,
        "job " + job.sequence() + " gives up what the log still holds below " + from);
    require(
        accepted.in(job.tenant(), below(mark, new Range(from, job.range().to()))).isEmpty(),
        Promise.NONE_MISSING,
        "job " + job.sequence() + " starts at " + from + ", below the mark " + mark);
  }

  SortedMap<String, StoredObject> at(String place) {
    return storage.apply(place);
  }

  void recorded(Attempt attempt, DeliveredObject object) {
    require(
        storage.apply(place(attempt)).containsKey(object.key().value()),
        Promise.DELIVERED_BEFORE_CURSOR,
        object.key() + " is recorded, but not there");
  }

  void committed(Attempt attempt, Delivery delivery, StreamModel stream) {
    ExportJob job = ledger.job(attempt.job().id());
    require(
        place(attempt).equals(stream.place()),
        Promise.NEW_PLACE,
        "job " + job.sequence() + " is committed at " + place(attempt));
    int all = accepted.in(job.tenant(), job.range()).size();
    if (hasExpired(job, delivery, all)) {
      Position end = job.range().to();
      stream.commit(job, job.settings(), delivery, new Range(end, end));
      return;
    }
    PinnedSettings settings =
        Optional.ofNullable(stream.pinned.get(job.id()))
            .orElseThrow(() -> new Violation(Promise.PINNED, job.sequence() + " never started"));
    Range held = new Range(job.heldFrom().orElseThrow(), job.range().to());
    ExpectedObjects expected = ExpectedObjects.of(job, settings, accepted.in(job.tenant(), held));
    new Comparison(expected, job).compare(contents(delivery, stream.place()));
    compareRecords(expected, ledger.finished(job.id()));
    int expired = all - expected.delivered() - expected.suppressed();
    require(
        delivery.events() == expected.delivered()
            && delivery.suppressed() == expected.suppressed()
            && delivery.expired() == expired,
        Promise.EXACT_COUNTS,
        String.format(
            "job %d: %s instead of %d, %d and %d",
            job.sequence(), delivery, expected.delivered(), expected.suppressed(), expired));
    stream.commit(job, settings, delivery, held);
  }

  /** Whether a started job is given up as a whole, as it must be if it has lost anything. */
  private boolean hasExpired(ExportJob job, Delivery delivery, int all) {
    Position from = job.heldFrom().orElse(job.range().from());
    Range lost = below(log.start(job.tenant()), new Range(from, job.range().to()));
    return !accepted.in(job.tenant(), lost).isEmpty()
        && delivery.equals(new Delivery(0, 0, all, List.of()));
  }

  private Map<String, String> contents(Delivery delivery, String place) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (ObjectKey key : delivery.objects()) {
      StoredObject object = storage.apply(place).get(key.value());
      if (object == null) {
        throw new Violation(
            Promise.DELIVERED_BEFORE_CURSOR, key + " counts as delivered, but is not there");
      }
      contents.put(key.value(), object.content());
    }
    return contents;
  }

  /** The part of a range that lies below that place. */
  static Range below(Position place, Range range) {
    Position most = place.compareTo(range.to()) < 0 ? place : range.to();
    return new Range(range.from(), most.compareTo(range.from()) < 0 ? range.from() : most);
  }

  private static void compareRecords(ExpectedObjects expected, List<DeliveredObject> records) {
    for (DeliveredObject object : records) {
      String key = object.key().value();
      List<AcceptedEvent> events = expected.events().getOrDefault(key, List.of());
      require(
          object.events() == events.size()
              && object.bytes() == expected.contents().getOrDefault(key, "").length()
              && object.earliestEventTime() == eventTimes(events).min().orElse(-1)
              && object.latestEventTime() == eventTimes(events).max().orElse(-1),
          Promise.EXACT_COUNTS,
          object + " is not what is in it");
    }
  }

  private static LongStream eventTimes(List<AcceptedEvent> events) {
    return events.stream().mapToLong(AcceptedEvent::eventTime);
  }
}
