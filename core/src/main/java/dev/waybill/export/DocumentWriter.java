package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.manifest.KeyFile;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Puts the signed documents of one stream, and the files of the keys that signed them. */
final class DocumentWriter {
  private final UUID stream;
  private final ManifestNames names;
  private final AttemptRun.Tools tools;
  private final Lease lease;
  private final BiConsumer<PutOutcome, Duration> told;

  /**
   * @param lease without which nothing is sent
   * @param told each answer, and how long it took
   */
  DocumentWriter(
      StreamId stream, AttemptRun.Tools tools, Lease lease, BiConsumer<PutOutcome, Duration> told) {
    this.stream = stream.value();
    this.names = new ManifestNames(stream.value());
    this.tools = tools;
    this.lease = lease;
    this.told = told;
  }

  /** What must be there before anything that this key signed. */
  void putKeys(ObjectStore store, KeyId key) {
    for (KeyFile file : tools.keys().filesOf(key)) {
      putFixed(store, file.keyFor(stream), file.bytes());
    }
  }

  void putOrigin(ObjectStore store, long firstSequence, SignedDocument origin) {
    putFixed(store, names.origin(firstSequence), origin.encode());
  }

  PutOutcome putManifest(ObjectStore store, long sequence, SignedDocument manifest) {
    return put(store, manifestName(sequence), manifest.encode());
  }

  ObjectKey manifestName(long sequence) {
    return names.manifest(sequence);
  }

  /** That name has these bytes for ever: whatever has it is this. */
  private void putFixed(ObjectStore store, ObjectKey key, byte[] content) {
    requireThere(put(store, key, content));
  }

  static void requireThere(PutOutcome outcome) {
    switch (outcome) {
      case PutOutcome.Stored(), PutOutcome.AlreadyThere() -> {}
      case PutOutcome.Refused(Failure failure) -> throw new FailureException(failure);
      case PutOutcome.OtherBytes(Failure failure) -> throw new FailureException(failure);
      case PutOutcome.Unknown(Failure failure) -> throw new FailureException(failure);
    }
  }

  private PutOutcome put(ObjectStore store, ObjectKey key, byte[] content) {
    lease.keep();
    return tools.put(() -> store.put(key, content), told);
  }
}
