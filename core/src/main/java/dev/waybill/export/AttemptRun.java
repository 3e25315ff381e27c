package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.format.Encoders;
import dev.waybill.integration.Confirmation;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.PutOutcome;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

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
  private final DocumentWriter documents;
  private final Map<ObjectKey, DeliveredObject> finished = new HashMap<>();
  private Optional<Position> heldFrom;
  private Leftovers leftovers = Leftovers.NONE;
  private Stage stage = Stage.READ;

  /** What all attempts of an engine share. */
  record Tools(
      EventLog log,
      ExportLedger ledger,
      ObjectStores stores,
      SigningKeys keys,
      TimeSource time,
      Encoders encoders,
      EngineSettings settings,
      BufferBudget budget,
      EngineListener listener) {
    private static final int PULSES_PER_LEASE = 24;

    /** How long to wait for memory until the lease needs a sign of life. */
    Duration patience() {
      return settings.lease().dividedBy(PULSES_PER_LEASE);
    }

    /**
     * Puts something.
     *
     * @param told the answer, and how long it took
     */
    PutOutcome put(Supplier<PutOutcome> request, BiConsumer<PutOutcome, Duration> told) {
      long began = time.monotonicNanos();
      PutOutcome outcome = request.get();
      told.accept(outcome, Duration.ofNanos(time.monotonicNanos() - began));
      return outcome;
    }
  }

  AttemptRun(Attempt attempt, Lease lease, Tools tools) {
    this.attempt = attempt;
    this.lease = lease;
    this.tools = tools;
    this.range = new JobRange(tools.log(), attempt.job());
    this.documents =
        new DocumentWriter(
            attempt.job().stream(),
            tools,
            lease,
            (outcome, took) -> tools.listener().put(attempt, outcome, took));
    attempt.finished().forEach(object -> finished.put(object.key(), object));
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
    stage = Stage.CONFIRM;
    Confirmation.require(attempt.integration());
    JobDocuments papers = new JobDocuments(attempt, tools.keys());
    while (true) {
      try {
        return deliver(papers);
      } catch (EventsTrimmed e) {
        lease.keep();
      }
    }
  }

  private Delivery deliver(JobDocuments papers) {
    stage = Stage.READ;
    Optional<SignedDocument> sealed = attempt.manifests().sealed();
    if (sealed.isPresent()) {
      start(papers, heldFrom.orElseThrow());
      try (ObjectStore store = open()) {
        return commit(store, sealed.get(), JobDocuments.delivery(sealed.get()));
      }
    }
    return heldFrom.filter(range::isTrimmedSince).isPresent()
        ? expireWhole(papers)
        : putAll(papers);
  }

  /** A job from which events were taken after it was started expires whole: it has no objects. */
  private Delivery expireWhole(JobDocuments papers) {
    start(papers, heldFrom.orElseThrow());
    try (ObjectStore store = open()) {
      putBeforeObjects(store, papers);
      return seal(store, papers, new Delivery(0, 0, range.count(), List.of()));
    }
  }

  private Delivery putAll(JobDocuments papers) {
    Position from = heldFrom.orElseGet(() -> range.startFrom(attempt.retainedFrom()));
    Survey survey =
        Survey.of(tools.log(), attempt.job(), range.from(from).range(), settings, lease::keep);
    range.requireRead(survey.read(), from);
    start(papers, from);
    List<ObjectKey> keys = survey.parts().stream().map(PlannedPart::key).toList();
    try (ObjectStore store = open()) {
      putBeforeObjects(store, papers);
      List<PlannedPart> unfinished =
          survey.parts().stream().filter(part -> !finished.containsKey(part.key())).toList();
      if (!unfinished.isEmpty()) {
        new PartWriter(tools, settings, lease::keep, attempt.job().workKind(), this::finish)
            .write(range, from, unfinished, store);
      }
      return seal(
          store,
          papers,
          new Delivery(survey.events(), survey.suppressed(), range.countBelow(from), keys));
    }
  }

  /** From here on something may be in the store. */
  private void start(JobDocuments papers, Position from) {
    require(tools.ledger().start(attempt, settings, papers.key(), from));
    heldFrom = Optional.of(from);
  }

  private ObjectStore open() {
    stage = Stage.PUT;
    return tools.stores().open(place(), attempt.credentials());
  }

  private void putBeforeObjects(ObjectStore store, JobDocuments papers) {
    if (papers.needKeys()) {
      documents.putKeys(store, papers.key());
    }
    papers
        .origin()
        .map(made -> tools.ledger().sealOrigin(attempt, made).orElseThrow(AttemptOver::new))
        .ifPresent(origin -> documents.putOrigin(store, attempt.job().sequence(), origin));
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
    requirePut(
        tools.put(part::put, (outcome, took) -> tools.listener().put(attempt, outcome, took)),
        part.part().key());
    record(part);
  }

  /** Whatever had the name before is ours if an earlier attempt may have left something. */
  private void requirePut(PutOutcome outcome, ObjectKey key) {
    switch (outcome) {
      case PutOutcome.Stored() -> {}
      case PutOutcome.AlreadyThere() -> {
        if (!mayBeOurs()) {
          leftovers = Leftovers.NONE;
          throw new FailureException(nameTaken(key));
        }
      }
      case PutOutcome.OtherBytes(Failure failure) -> {
        leftovers = Leftovers.STRANGE;
        tools.ledger().noteOtherBytes(attempt);
        throw new FailureException(failure);
      }
      case PutOutcome.Refused(Failure failure) -> {
        leftovers = Leftovers.NONE;
        throw new FailureException(failure);
      }
      case PutOutcome.Unknown(Failure failure) -> throw new FailureException(failure);
    }
  }

  /** Asked anew: an attempt that was overtaken may have heard of other bytes since the claim. */
  private boolean mayBeOurs() {
    return attempt.leftovers() == Leftovers.POSSIBLE && !tools.ledger().hasOtherBytes(attempt);
  }

  private void record(OpenPart part) {
    DeliveredObject object = part.delivered();
    require(tools.ledger().recordObject(attempt, object));
    finished.put(object.key(), object);
    leftovers = Leftovers.NONE;
  }

  /** Every object is in the store: what was delivered is fixed from here on. */
  private Delivery seal(ObjectStore store, JobDocuments papers, Delivery delivery) {
    List<DeliveredObject> objects =
        delivery.objects().stream()
            .map(key -> Objects.requireNonNull(finished.get(key), "an object was not put"))
            .toList();
    try (BufferBudget.Reservation _ = reserve(JobDocuments.heldBytes(objects.size()))) {
      SignedDocument made = papers.manifest(delivery, objects, settings);
      SignedDocument sealed = tools.ledger().seal(attempt, made).orElseThrow(AttemptOver::new);
      return commit(store, sealed, sealed.equals(made) ? delivery : JobDocuments.delivery(sealed));
    }
  }

  private BufferBudget.Reservation reserve(long bytes) {
    BufferBudget budget = tools.budget();
    return budget.reserve(
        range.tenant(),
        attempt.job().workKind(),
        Math.min(bytes, budget.bytes()),
        tools.patience(),
        lease::keep);
  }

  /**
   * With its manifest in the store the job is delivered, and the ledger follows. Until it has, the
   * manifest is a leftover.
   */
  private Delivery commit(ObjectStore store, SignedDocument manifest, Delivery delivery) {
    lease.keep();
    leftovers = Leftovers.POSSIBLE;
    long sequence = attempt.job().sequence();
    requirePut(documents.putManifest(store, sequence, manifest), documents.manifestName(sequence));
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
