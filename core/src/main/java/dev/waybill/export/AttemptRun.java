package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.format.Compression;
import dev.waybill.format.Encoders;
import dev.waybill.log.EventLog;
import dev.waybill.log.TenantRange;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.PutOutcome;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One attempt at one job, from the survey to the commit. Throws {@link FailureException} for what
 * failed and {@link AttemptOver} where the attempt must go no further.
 */
final class AttemptRun {
  private static final int PULSES_PER_LEASE = 24;

  private final Attempt attempt;
  private final Lease lease;
  private final PinnedSettings settings;
  private final Tools tools;
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
      EngineListener listener) {}

  AttemptRun(Attempt attempt, Lease lease, Tools tools) {
    this.attempt = attempt;
    this.lease = lease;
    this.tools = tools;
    this.settings =
        attempt.job().started()
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
    Survey survey = Survey.of(tools.log(), attempt.job(), settings, lease::keep);
    require(tools.ledger().start(attempt, settings));
    putAll(unfinished(survey));
    return commitPoint(survey);
  }

  private List<PlannedPart> unfinished(Survey survey) {
    Set<ObjectKey> finished =
        attempt.finished().stream().map(DeliveredObject::key).collect(Collectors.toSet());
    return survey.parts().stream().filter(part -> !finished.contains(part.key())).toList();
  }

  private void putAll(List<PlannedPart> parts) {
    if (parts.isEmpty()) {
      return;
    }
    stage = Stage.PUT;
    try (ObjectStore store =
        tools.stores().open(attempt.integration().location(), attempt.credentials())) {
      long fairShare = tools.budget().bytes() / 2;
      List<Pass> passes =
          Pass.divide(parts, settings.openHours(), fairShare, part -> memory(part, store));
      passes.forEach(this::requireFits);
      for (Pass pass : passes) {
        write(pass, store);
      }
    }
  }

  private void write(Pass pass, ObjectStore store) {
    Duration patience = tools.settings().lease().dividedBy(PULSES_PER_LEASE);
    try (BufferBudget.Reservation _ = tools.budget().reserve(pass.bytes(), patience, lease::keep);
        PassRun run =
            new PassRun(pass, settings, lease::keep, part -> open(part, store), this::finish)) {
      tools
          .log()
          .scan(List.of(new TenantRange(attempt.job().tenant(), attempt.job().range())), run);
      run.requireDone();
    }
  }

  private OpenPart open(PlannedPart part, ObjectStore store) {
    return new OpenPart(
        part, settings, tools.encoders(), new GuardedUpload(store.begin(part.key()), lease));
  }

  /** From the moment in which the object may appear until it is recorded, it is a leftover. */
  private void finish(OpenPart part) {
    part.complete();
    lease.keep();
    leftovers = Leftovers.POSSIBLE;
    long began = tools.time().monotonicNanos();
    PutOutcome outcome = part.put();
    Duration took = Duration.ofNanos(tools.time().monotonicNanos() - began);
    tools.listener().put(attempt, outcome, took);
    switch (outcome) {
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
  private Delivery commitPoint(Survey survey) {
    stage = Stage.COMMIT;
    lease.keep();
    List<ObjectKey> keys = survey.parts().stream().map(PlannedPart::key).toList();
    Delivery delivery = new Delivery(survey.events(), survey.suppressed(), 0, keys);
    require(tools.ledger().commit(attempt, delivery, tools.time().now()));
    return delivery;
  }

  private static void require(boolean inTime) {
    if (!inTime) {
      throw new AttemptOver();
    }
  }

  /** What an open part holds at most: its encoder's buffers and what the store keeps back. */
  private long memory(PlannedPart part, ObjectStore store) {
    Compression compression = settings.output().compression();
    String encoder = settings.encoder();
    int block = settings.blockBytes();
    long stored = tools.encoders().storedBound(compression, encoder, block, part.bytes());
    return tools.encoders().heldBytes(compression, encoder, block, part.bytes())
        + Math.min(stored, store.bufferedBytesPerUpload());
  }

  private void requireFits(Pass pass) {
    if (pass.bytes() > tools.budget().bytes()) {
      throw new FailureException(
          new Failure(
              Fault.OURS,
              stage,
              "BUFFERS_TOO_SMALL",
              "One object needs " + pass.bytes() + " bytes of buffers, more than all of them.",
              "The operator must raise the export setting bufferBytes."));
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
