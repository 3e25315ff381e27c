package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.Confirmation;
import dev.waybill.log.Position;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt at a redelivery, job by job. Throws {@link FailureException} for what failed, {@link
 * NotRedeliverable} for what would fail for ever, and {@link AttemptOver} where the attempt must go
 * no further.
 */
final class RedeliveryRun {
  private final RedeliveryAttempt attempt;
  private final Lease lease;
  private final RedeliveryLedger ledger;
  private final AttemptRun.Tools tools;
  private final DocumentWriter documents;
  private final Set<KeyId> keysPut = new HashSet<>();
  private final Set<Long> originsPut = new HashSet<>();
  private Stage stage = Stage.READ;
  private long put;
  private long present;

  RedeliveryRun(
      RedeliveryAttempt attempt, Lease lease, RedeliveryLedger ledger, AttemptRun.Tools tools) {
    this.attempt = attempt;
    this.lease = lease;
    this.ledger = ledger;
    this.tools = tools;
    this.documents =
        new DocumentWriter(
            attempt.redelivery().stream(),
            tools,
            lease,
            (outcome, took) -> tools.listener().put(attempt, outcome, took));
  }

  Stage stage() {
    return stage;
  }

  void redeliver() {
    stage = Stage.CONFIRM;
    Confirmation.require(attempt.integration());
    Redelivery redelivery = attempt.redelivery();
    if (!attempt.integration().location().toString().equals(redelivery.place())) {
      throw new NotRedeliverable(moved());
    }
    for (long next = redelivery.nextSequence(); next <= redelivery.toSequence(); next++) {
      stage = Stage.READ;
      lease.keep();
      long sequence = next;
      putAgain(
          ledger
              .job(attempt, sequence)
              .orElseThrow(() -> new NotRedeliverable(forgotten(sequence))));
      stage = Stage.COMMIT;
      lease.keep();
      if (!ledger.advance(attempt, sequence, put, present, tools.time().now())) {
        throw new AttemptOver();
      }
    }
  }

  private void putAgain(DeliveredJob delivered) {
    put = 0;
    present = 0;
    Optional<SealedObjects> sealed =
        delivered.documents().map(all -> SealedObjects.of(all.manifest()));
    if (sealed.filter(objects -> !objects.keys().equals(delivered.objects())).isPresent()) {
      throw new NotRedeliverable(otherNames(delivered.job().sequence()));
    }
    try (ObjectStore store =
        tools.stores().open(attempt.integration().location(), attempt.credentials())) {
      delivered.documents().ifPresent(all -> putBeforeObjects(store, all));
      if (!delivered.objects().isEmpty()) {
        putWhatIsHeld(delivered, sealed, store);
      }
      stage = Stage.PUT;
      delivered.documents().ifPresent(all -> putManifest(store, delivered.job(), all.manifest()));
    } catch (EventsTrimmed e) {
      throw new NotRedeliverable(expired(delivered.job().sequence()));
    }
  }

  /** Keys and origin record once an attempt, since they are of many jobs. */
  private void putBeforeObjects(ObjectStore store, DeliveredJob.Documents all) {
    stage = Stage.PUT;
    for (KeyId key : List.of(all.origin().record().key(), all.manifest().key())) {
      if (keysPut.add(key)) {
        documents.putKeys(store, key);
      }
    }
    if (originsPut.add(all.origin().firstSequence())) {
      documents.putOrigin(store, all.origin().firstSequence(), all.origin().record());
    }
  }

  private void putManifest(ObjectStore store, ExportJob job, SignedDocument manifest) {
    PutOutcome outcome = documents.putManifest(store, job.sequence(), manifest);
    if (outcome instanceof PutOutcome.OtherBytes(Failure failure)) {
      throw new NotRedeliverable(failure);
    }
    DocumentWriter.requireThere(outcome);
  }

  private void putWhatIsHeld(
      DeliveredJob delivered, Optional<SealedObjects> sealed, ObjectStore store) {
    stage = Stage.READ;
    ExportJob job = delivered.job();
    JobRange range = new JobRange(tools.log(), job);
    Position from = job.heldFrom().orElse(job.range().from());
    if (range.isTrimmedSince(from)) {
      throw new EventsTrimmed();
    }
    Survey survey =
        Survey.of(tools.log(), job, range.from(from).range(), job.settings(), lease::keep);
    range.requireRead(survey.read(), from);
    List<ObjectKey> keys = survey.parts().stream().map(PlannedPart::key).toList();
    if (!keys.equals(delivered.objects())) {
      throw new NotRedeliverable(otherNames(job.sequence()));
    }
    stage = Stage.PUT;
    new PartWriter(
            tools,
            job.settings(),
            lease::keep,
            WorkKind.EXTRA,
            part -> finish(part, job.sequence(), sealed))
        .write(range, from, survey.parts(), store);
  }

  /**
   * The name is this stream's own, and was put before: whatever has it is this object. Not every
   * store refuses a taken name, so what is not this object must not be sent at all.
   */
  private void finish(OpenPart part, long sequence, Optional<SealedObjects> sealed) {
    part.complete();
    DeliveredObject made = part.delivered();
    if (sealed.filter(objects -> !objects.haveContentOf(made)).isPresent()) {
      throw new NotRedeliverable(otherContent(sequence, made.key()));
    }
    switch (tools.put(part::put, (outcome, took) -> tools.listener().put(attempt, outcome, took))) {
      case PutOutcome.Stored() -> put++;
      case PutOutcome.AlreadyThere() -> present++;
      case PutOutcome.Refused(Failure failure) -> throw new FailureException(failure);
      case PutOutcome.OtherBytes(Failure failure) -> throw new NotRedeliverable(failure);
      case PutOutcome.Unknown(Failure failure) -> throw new FailureException(failure);
    }
  }

  private Failure moved() {
    return new Failure(
        Fault.CALLER,
        Stage.PUT,
        "DESTINATION_CHANGED",
        "The export delivers to another place now than when this redelivery was asked for.",
        "Jobs are put again only where they were delivered: ask again once the export is back at "
            + attempt.redelivery().place()
            + ".");
  }

  private static Failure forgotten(long sequence) {
    return new Failure(
        Fault.CALLER,
        Stage.READ,
        "JOB_FORGOTTEN",
        "The history no longer holds job " + sequence + ".",
        "Ask for later jobs only.");
  }

  private static Failure expired(long sequence) {
    return new Failure(
        Fault.CALLER,
        Stage.READ,
        "EVENTS_EXPIRED",
        "Retention has taken events of job " + sequence + ".",
        "Ask for later jobs only; keep events for longer if this happens again.");
  }

  private static Failure otherNames(long sequence) {
    return different("Job " + sequence + " would be put again under other names.");
  }

  private static Failure otherContent(long sequence, ObjectKey key) {
    return different("Job " + sequence + " would be put again with other content: " + key + ".");
  }

  private static Failure different(String message) {
    return new Failure(
        Fault.OURS,
        Stage.READ,
        "OBJECTS_DIFFER",
        message,
        "The operator must find out what altered the event log or the records of the job since it"
            + " was delivered; if nothing did, it is a defect: report it.");
  }
}
