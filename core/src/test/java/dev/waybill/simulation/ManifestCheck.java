package dev.waybill.simulation;

import static dev.waybill.simulation.Auditor.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.StreamId;
import dev.waybill.export.StreamKind;
import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.InMemorySigningKeys;
import dev.waybill.manifest.KeyFile;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.OriginCodec;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.SelectionHash;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Looks at the documents in the storage when a job counts as delivered: its manifest continues the
 * one before and says what was delivered, and the keys are there.
 */
final class ManifestCheck {
  private final InMemorySigningKeys keys;
  private final Deletions deletions;
  private final Map<StreamId, List<SignedDocument>> all = new HashMap<>();

  ManifestCheck(InMemorySigningKeys keys, Deletions deletions) {
    this.keys = keys;
    this.deletions = deletions;
  }

  /**
   * After the job was added to what is committed of its stream.
   *
   * @param there what is at its place
   */
  void committed(StreamModel stream, SortedMap<String, StoredObject> there) {
    StreamModel.Committed committed = stream.committed.getLast();
    SortedMap<String, StoredObject> storage = deletions.undone(committed.place(), there);
    ExportJob job = committed.job();
    ManifestNames names = new ManifestNames(job.stream().value());
    SignedDocument document = document(storage, names.manifest(job.sequence()));
    Manifest manifest = accepted(ManifestCodec.decode(document));
    List<SignedDocument> chain = all.computeIfAbsent(job.stream(), any -> new ArrayList<>());
    Optional<SignedDocument> before =
        chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast());
    chain.add(document);
    requireKeys(document, storage, job.stream().value());
    checkFields(manifest, committed, before);
    require(
        manifest.objects().stream()
            .map(ManifestObject::key)
            .toList()
            .equals(committed.delivery().objects()),
        Promise.PROVEN,
        manifest + " lists other objects than " + committed.delivery());
    checkOrigin(stream, before, storage);
  }

  private static SignedDocument document(SortedMap<String, StoredObject> storage, ObjectKey key) {
    StoredObject stored = storage.get(key.value());
    if (stored == null) {
      throw new Violation(Promise.PROVEN, key + " is not there");
    }
    return accepted(SignedDocument.decode(stored.content().getBytes(UTF_8)));
  }

  private static <T> T accepted(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Accepted<T>(T value) -> value;
      case Decoded.Refused<T>(String reason) -> throw new Violation(Promise.PROVEN, reason);
    };
  }

  /** The files of the key that signed it, and of those that it succeeded. */
  private void requireKeys(
      SignedDocument document, SortedMap<String, StoredObject> storage, UUID stream) {
    for (KeyFile file : keys.filesOf(document.key())) {
      StoredObject stored = storage.get(file.keyFor(stream).value());
      require(
          stored != null && stored.content().equals(new String(file.bytes(), UTF_8)),
          Promise.PROVEN,
          file.keyFor(stream) + " is not there");
    }
  }

  private static void checkFields(
      Manifest manifest, StreamModel.Committed committed, Optional<SignedDocument> before) {
    ExportJob job = committed.job();
    Delivery delivery = committed.delivery();
    Manifest expected =
        new Manifest(
            job.stream().value(),
            job.tenant(),
            job.sequence(),
            job.scheduledAt(),
            new Manifest.Range(job.range().from().toString(), job.range().to().toString()),
            new Manifest.Received(job.receivedFrom(), job.receivedThrough()),
            new Manifest.Events(
                job.firstOrdinal(),
                job.firstOrdinal() + delivery.events() - 1,
                delivery.events(),
                delivery.suppressed(),
                delivery.expired()),
            manifest.objects(),
            SelectionHash.of(
                committed.settings().selection().kinds(),
                committed.settings().selection().categories()),
            before.map(
                manifestBefore ->
                    new Manifest.Previous(job.sequence() - 1, manifestBefore.sha256())));
    require(manifest.equals(expected), Promise.PROVEN, manifest + " instead of " + expected);
  }

  private void checkOrigin(
      StreamModel stream,
      Optional<SignedDocument> before,
      SortedMap<String, StoredObject> storage) {
    List<StreamModel.Committed> delivered = stream.committed;
    String place = delivered.getLast().place();
    ExportJob job = delivered.getLast().job();
    boolean stays =
        delivered.size() > 1 && delivered.get(delivered.size() - 2).place().equals(place);
    if (stays) {
      return;
    }
    UUID id = job.stream().value();
    SignedDocument document = document(storage, new ManifestNames(id).origin(job.sequence()));
    OriginRecord origin = accepted(OriginCodec.decode(document));
    requireKeys(document, storage, id);
    OriginRecord expected =
        new OriginRecord(
            id,
            job.tenant(),
            before.isPresent() ? OriginRecord.Reason.MOVED : beginning(stream),
            job.sequence(),
            before
                .map(manifest -> previous(id, job.sequence() - 1, manifest))
                .or(() -> restored(stream)),
            origin.elsewhere());
    require(origin.equals(expected), Promise.PROVEN, origin + " instead of " + expected);
    for (StreamModel.Committed earlier : delivered.subList(0, delivered.size() - 1)) {
      long sequence = earlier.job().sequence();
      boolean elsewhere = origin.elsewhere().stream().anyMatch(jobs -> jobs.holds(sequence));
      require(
          elsewhere != earlier.place().equals(place),
          Promise.PROVEN,
          origin + " is wrong about job " + sequence);
    }
    long named =
        origin.elsewhere().stream()
            .flatMapToLong(jobs -> LongStream.rangeClosed(jobs.fromSequence(), jobs.toSequence()))
            .count();
    require(named < job.sequence(), Promise.PROVEN, origin + " names jobs that there are not");
  }

  private static OriginRecord.Reason beginning(StreamModel stream) {
    if (stream.kind == StreamKind.BACKFILL) {
      return OriginRecord.Reason.BACKFILL;
    }
    return stream.former.isPresent() ? OriginRecord.Reason.RESTORED : OriginRecord.Reason.CREATED;
  }

  private Optional<OriginRecord.Previous> restored(StreamModel stream) {
    return stream
        .continued()
        .map(StreamModel.Committed::job)
        .map(job -> previous(job.stream().value(), job.sequence(), manifest(job)));
  }

  private SignedDocument manifest(ExportJob job) {
    return all.getOrDefault(job.stream(), List.of()).get(Math.toIntExact(job.sequence()) - 1);
  }

  private static OriginRecord.Previous previous(UUID stream, long sequence, SignedDocument named) {
    return new OriginRecord.Previous(stream, sequence, named.sha256());
  }
}
