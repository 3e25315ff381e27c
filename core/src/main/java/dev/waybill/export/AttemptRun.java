package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.format.Encoders;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.PutOutcome;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * One attempt at one job, from the survey to the commit. Throws {@link FailureException} for what
 * failed and {@link AttemptOver} where the attempt must go no further.
 */
final class AttemptRun {
  private final Attempt attempt;
  private final Lease lease;
  private final PinnedSettings settings;
  private final Tools tools;
  private final JobRange range;
  private Optional<Position> heldFrom;
  private Leftovers leftovers = Leftovers.NONE;
  private Stage stage = Stage.READ;

  /** What all attempts of an engine share. */
  record Tools(
      EventLog log,
      ExportLedger ledger,
      ObjectStores stores,
      TimeSource time,
      Encoders encoders,
      EngineSettings settings,
      BufferBudget budget,
      EngineListener listener) {

    /**
     * Puts a part.
     *
     * @param told the answer, and how long it took
     */
    PutOutcome put(OpenPart part, BiConsumer<PutOutcome, Duration> told) {
      long began = time.monotonicNanos();
      PutOutcome outcome = part.put();
      told.accept(outcome, Duration.ofNanos(time.monotonicNanos() - began));
      return outcome;
    }
  }

  AttemptRun(Attempt attempt, Lease lease, Tools tools) {
    this.attempt = attempt;
    this.lease = lease;
    this.tools = tools;
    this.range = new JobRange(tools.log(), attempt.job());
    this.heldFrom = attempt.job().heldFrom();
    this.settings =
        attempt.job().pinsSettings()
            ? attempt.job().settings()
            : tools.settings().pin(attempt.configuration(), tools.encoders());
  }

  /** Whether an object of this attempt may be in the store without being recorded. */
  Leftovers leftovers() {
    return leftovers;
  }

  Stage stage() {
    return stage;
  }

  Delivery deliver() {
    while (true) {
      try {
        return deliverWhatIsHeld();
      } catch (EventsTrimmed e) {
        lease.keep();
      }
    }
  }

  /** A job from which events were taken after it was started expires whole: it has no objects. */
  private Delivery deliverWhatIsHeld() {
    stage = Stage.READ;
    if (heldFrom.filter(range::isTrimmedSince).isPresent()) {
      return commit(new Delivery(0, 0, range.count(), List.of()));
    }
    Position from = heldFrom.orElseGet(() -> range.startFrom(attempt.retainedFrom()));
    Survey survey =
        Survey.of(tools.log(), attempt.job(), range.from(from).range(), settings, lease::keep);
    range.requireRead(survey.read(), from);
    require(tools.ledger().start(attempt, settings, from));
    heldFrom = Optional.of(from);
    putAll(unfinished(survey), from);
    List<ObjectKey> keys = survey.parts().stream().map(PlannedPart::key).toList();
    return commit(new Delivery(survey.events(), survey.suppressed(), range.countBelow(from), keys));
  }

  private List<PlannedPart> unfinished(Survey survey) {
    Set<ObjectKey> finished =
        attempt.finished().stream().map(DeliveredObject::key).collect(Collectors.toSet());
    return survey.parts().stream().filter(part -> !finished.contains(part.key())).toList();
  }

  private void putAll(List<PlannedPart> parts, Position from) {
    if (parts.isEmpty()) {
      return;
    }
    stage = Stage.PUT;
    try (ObjectStore store = tools.stores().open(place(), attempt.credentials())) {
      new PartWriter(tools, settings, lease, attempt.job().workKind(), this::finish)
          .write(range, from, parts, store);
    }
  }

  private Location place() {
    try {
      return attempt.integration().location().below(attempt.job().prefix());
    } catch (InvalidInput e) {
      throw new FailureException(
          new Failure(
              Fault.CUSTOMER,
              stage,
              "PATH_TOO_LONG",
              "The destination's path and the backfill's prefix together are too long.",
              "Give the export a shorter path."));
    }
  }

  /** From the moment in which the object may appear until it is recorded, it is a leftover. */
  private void finish(OpenPart part) {
    part.complete();
    lease.keep();
    leftovers = Leftovers.POSSIBLE;
    switch (tools.put(part, (outcome, took) -> tools.listener().put(attempt, outcome, took))) {
      case PutOutcome.Stored() -> record(part);
      case PutOutcome.AlreadyThere() -> {
        if (attempt.leftovers() == Leftovers.NONE) {
          leftovers = Leftovers.NONE;
          throw new FailureException(nameTaken(part.part().key()));
        }
        record(part);
      }
      case PutOutcome.Refused(Failure failure) -> {
        leftovers = Leftovers.NONE;
        throw new FailureException(failure);
      }
      case PutOutcome.Unknown(Failure failure) -> throw new FailureException(failure);
    }
  }

  private void record(OpenPart part) {
    require(tools.ledger().recordObject(attempt, part.delivered()));
    leftovers = Leftovers.NONE;
  }

  /**
   * Every object is in the store; from here on the job counts as delivered. The signed manifest
   * belongs before the ledger's commit.
   */
  private Delivery commit(Delivery delivery) {
    stage = Stage.COMMIT;
    lease.keep();
    require(tools.ledger().commit(attempt, delivery, tools.time().now()));
    return delivery;
  }

  private static void require(boolean inTime) {
    if (!inTime) {
      throw new AttemptOver();
    }
  }

  private static Failure nameTaken(ObjectKey key) {
    return new Failure(
        Fault.CUSTOMER,
        Stage.PUT,
        "NAME_TAKEN",
        "An object that is not ours has the name " + key + ".",
        "Move that object away, or give the export another path.");
  }
}
