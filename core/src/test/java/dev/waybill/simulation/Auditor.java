package dev.waybill.simulation;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredObject;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.InMemoryExportLedger;
import dev.waybill.export.Leftovers;
import dev.waybill.export.PinnedSettings;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.ObjectKey;
import dev.waybill.tenant.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Looks at every transaction and every put at the moment in which it happens. */
final class Auditor implements Stepping.Listener {
  private final EventLog log;
  private final InMemoryExportLedger ledger;
  private final AcceptedEvents accepted;
  private final Scheduler scheduler;
  private final LeaseBook leases;
  private final Map<ConfigurationId, ExportModel> exports = new LinkedHashMap<>();
  private final Map<String, TenantId> owners = new HashMap<>();
  private final Map<String, StoredObject> contents = new HashMap<>();
  private final Set<String> strangers = new HashSet<>();
  private Optional<SimulatedStores> stores = Optional.empty();

  Auditor(
      EventLog log,
      InMemoryExportLedger ledger,
      AcceptedEvents accepted,
      Scheduler scheduler,
      LeaseBook leases) {
    this.log = log;
    this.ledger = ledger;
    this.accepted = accepted;
    this.scheduler = scheduler;
    this.leases = leases;
  }

  void looksAt(SimulatedStores where) {
    stores = Optional.of(where);
  }

  void knows(ExportModel export) {
    exports.put(export.configuration.id(), export);
    owns(export.configuration.tenant(), export.place());
  }

  void owns(TenantId tenant, String place) {
    owners.put(place, tenant);
  }

  Map<ConfigurationId, ExportModel> exports() {
    return exports;
  }

  /** The running attempt sends something. */
  void sends(String key) {
    leases.requireInForce(attempt(), key);
  }

  /** The running attempt puts an object, whatever becomes of it. */
  void puts(String place, String key, StoredObject object) {
    sends(key);
    Attempt attempt = attempt();
    ExportJob job = attempt.job();
    require(
        job.tenant().equals(owners.get(place)),
        Promise.RIGHT_TENANT,
        "job of " + job.tenant() + " puts at " + place);
    ExportModel export = exportOf(job);
    require(
        job.sequence() <= export.nextSequence(),
        Promise.ONE_JOB_AFTER_THE_OTHER,
        key + " is put before job " + export.nextSequence() + " is delivered");
    StoredObject before = contents.putIfAbsent(key, object);
    require(
        before == null || before.content().equals(object.content()),
        Promise.ONE_CONTENT_PER_NAME,
        key + " is put with other content");
  }

  boolean isFirstTry() {
    return attempt().leftovers() == Leftovers.NONE;
  }

  void strangerAt(String key) {
    strangers.add(key);
  }

  /** A name was reported as taken. */
  void toldOfStranger(Attempt attempt, String message) {
    require(
        strangers.stream().anyMatch(message::contains),
        Promise.STRANGERS,
        "job " + attempt.job().sequence() + " takes ours for a stranger's: " + message);
  }

  private Attempt attempt() {
    return scheduler.current().attempt.orElseThrow();
  }

  @Override
  public void before(String method, Object[] arguments) {
    leases.before(method);
  }

  @Override
  public void after(String method, Object[] arguments, @Nullable Object result) {
    boolean done = Boolean.TRUE.equals(result);
    switch (method) {
      case "plan" -> {
        if (done) {
          planned((ExportJob) arguments[0]);
        }
      }
      case "claim" -> {
        if (result instanceof Optional<?> found && found.isPresent()) {
          leases.claimed((Attempt) found.get());
        }
      }
      case "renew" -> {
        if (done) {
          leases.renewed((Attempt) arguments[0]);
        }
      }
      case "start" -> {
        if (done) {
          started((Attempt) arguments[0], (PinnedSettings) arguments[1]);
          pinsHeld((Attempt) arguments[0]);
        }
      }
      case "recordObject" -> {
        if (done) {
          recorded((Attempt) arguments[0], (DeliveredObject) arguments[1]);
        }
      }
      case "commit" -> {
        if (done) {
          leases.ended((Attempt) arguments[0]);
          committed((Attempt) arguments[0], (Delivery) arguments[1]);
        }
      }
      case "fail", "release" -> {
        if (done) {
          leases.ended((Attempt) arguments[0]);
        }
      }
      default -> {}
    }
  }

  private ExportModel exportOf(ExportJob job) {
    ExportModel export = exports.get(job.configuration());
    if (export == null) {
      throw new Violation(Promise.NO_GAP, "job of an unknown export " + job.configuration());
    }
    return export;
  }

  private void planned(ExportJob job) {
    ExportModel export = exportOf(job);
    follows(job, export);
    require(
        job.receivedThrough() >= job.receivedFrom(),
        Promise.NO_GAP,
        "job " + job.sequence() + " goes back in time of receipt");
    export.promisedThrough = Math.max(export.promisedThrough, job.receivedThrough());
  }

  private static void follows(ExportJob job, ExportModel export) {
    require(!export.deleted, Promise.NO_GAP, "job " + job.sequence() + " of a deleted export");
    require(
        job.sequence() == export.nextSequence()
            && job.range().from().value() == export.cursor()
            && job.receivedFrom() == export.through()
            && job.firstOrdinal() == export.nextOrdinal(),
        Promise.NO_GAP,
        "job "
            + job.sequence()
            + " from "
            + job.range().from().value()
            + " does not follow job "
            + (export.nextSequence() - 1)
            + " to "
            + export.cursor());
  }

  private void started(Attempt attempt, PinnedSettings settings) {
    ExportJob job = attempt.job();
    ExportModel export = exportOf(job);
    PinnedSettings now = ledger.job(job.id()).settings();
    PinnedSettings before = export.pinned.putIfAbsent(job.id(), now);
    if (before == null) {
      require(
          now.revision() == export.configuration.revision() && now.equals(settings),
          Promise.PINNED,
          "job " + job.sequence() + " is started at revision " + now.revision());
    } else {
      require(
          before.equals(now) && before.equals(settings),
          Promise.PINNED,
          "job " + job.sequence() + " is started again with other settings");
    }
    require(
        now.selection().equals(export.at(now.revision()).selection())
            && now.output().equals(export.at(now.revision()).output()),
        Promise.PINNED,
        "job " + job.sequence() + " is not made as its revision says");
  }

  /** What is given up for expired at the start is really gone. */
  private void pinsHeld(Attempt attempt) {
    ExportJob job = ledger.job(attempt.job().id());
    Position from = job.heldFrom().orElseThrow();
    require(
        from.compareTo(log.start(job.tenant())) <= 0
            || accepted.in(job.tenant(), below(from, job.range())).isEmpty(),
        Promise.NONE_MISSING,
        "job " + job.sequence() + " gives up what the log still holds below " + from);
  }

  private void recorded(Attempt attempt, DeliveredObject object) {
    String place = place(attempt);
    require(
        at(place).containsKey(object.key().value()),
        Promise.DELIVERED_BEFORE_CURSOR,
        object.key() + " is recorded, but not there");
  }

  private static String place(Attempt attempt) {
    return attempt.integration().location().below(attempt.job().prefix()).toString();
  }

  private SortedMap<String, StoredObject> at(String place) {
    return stores.orElseThrow().at(place);
  }

  private void committed(Attempt attempt, Delivery delivery) {
    ExportJob job = attempt.job();
    ExportModel export = exportOf(job);
    follows(job, export);
    String place = place(attempt);
    require(
        place.equals(export.place()),
        Promise.NEW_PLACE,
        "job " + job.sequence() + " is committed at " + place);
    Range held = held(job, delivery);
    if (held.isEmpty() && delivery.objects().isEmpty()) {
      requireCounts(job, delivery, 0, 0, accepted.in(job.tenant(), job.range()).size());
      export.commit(job, job.settings(), delivery, place, held);
      return;
    }
    PinnedSettings settings = export.pinned.get(job.id());
    if (settings == null) {
      throw new Violation(Promise.PINNED, "job " + job.sequence() + " was never started");
    }
    ExpectedObjects expected = ExpectedObjects.of(job, settings, accepted.in(job.tenant(), held));
    Map<String, String> actual = new LinkedHashMap<>();
    for (ObjectKey key : delivery.objects()) {
      StoredObject object = at(place).get(key.value());
      if (object == null) {
        throw new Violation(
            Promise.DELIVERED_BEFORE_CURSOR,
            key + " of job " + job.sequence() + " counts as delivered, but is not there");
      }
      actual.put(key.value(), object.content());
    }
    new Comparison(expected, job).compare(actual);
    compareRecords(expected, ledger.finished(job.id()));
    int all = accepted.in(job.tenant(), job.range()).size();
    int kept = expected.delivered() + expected.suppressed();
    requireCounts(job, delivery, expected.delivered(), expected.suppressed(), all - kept);
    export.commit(job, settings, delivery, place, held);
  }

  private static void requireCounts(
      ExportJob job, Delivery delivery, long events, long suppressed, long expired) {
    require(
        delivery.events() == events
            && delivery.suppressed() == suppressed
            && delivery.expired() == expired,
        Promise.EXACT_COUNTS,
        String.format(
            "job %d counts %d, %d and %d events instead of %d, %d and %d",
            job.sequence(),
            delivery.events(),
            delivery.suppressed(),
            delivery.expired(),
            events,
            suppressed,
            expired));
  }

  /** What of its range a job must have delivered. */
  private Range held(ExportJob job, Delivery delivery) {
    Range range = job.range();
    Position from = ledger.job(job.id()).heldFrom().orElse(range.from());
    Position start = log.start(job.tenant());
    boolean taken = !accepted.in(job.tenant(), below(start, new Range(from, range.to()))).isEmpty();
    boolean gaveUp = delivery.objects().isEmpty() && delivery.expired() > 0;
    return gaveUp && taken ? new Range(range.to(), range.to()) : new Range(from, range.to());
  }

  /** The part of a range that lies below that place. */
  private static Range below(Position place, Range range) {
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

  static void require(boolean kept, Promise promise, String otherwise) {
    if (!kept) {
      throw new Violation(promise, otherwise);
    }
  }
}
