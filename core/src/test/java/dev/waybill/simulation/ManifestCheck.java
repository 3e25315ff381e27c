package dev.waybill.simulation;

import static dev.waybill.simulation.Auditor.require;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.StreamId;
import dev.waybill.export.StreamKind;
import dev.waybill.manifest.ContentDigest;
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
import dev.waybill.manifest.VerificationKey;
import dev.waybill.storage.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Looks at the documents in the storage when a job counts as delivered: its manifest continues the
 * one before, says what was delivered, and whoever trusts the first key can verify it there.
 */
final class ManifestCheck {
  private final InMemorySigningKeys keys;
  private final Map<StreamId, SignedDocument> last = new HashMap<>();

  ManifestCheck(InMemorySigningKeys keys) {
    this.keys = keys;
  }

  /** After the job was added to what is committed of its stream. */
  void committed(StreamModel stream, SortedMap<String, StoredObject> storage) {
    StreamModel.Committed committed = stream.committed.getLast();
    ExportJob job = committed.job();
    ManifestNames names = new ManifestNames(job.stream().value());
    SignedDocument document = document(storage, names.manifest(job.sequence()));
    Manifest manifest = accepted(ManifestCodec.decode(document));
    Optional<SignedDocument> before = Optional.ofNullable(last.put(job.stream(), document));
    checkSigned(document, storage, job.stream().value());
    checkFields(manifest, committed, before);
    checkObjects(manifest, committed.delivery(), storage);
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

  /** By a key whose files, and those of all that it succeeded, are there. */
  private void checkSigned(
      SignedDocument document, SortedMap<String, StoredObject> storage, UUID stream) {
    Optional<VerificationKey> signed = Optional.empty();
    for (KeyFile file : keys.filesOf(document.key())) {
      StoredObject stored = storage.get(file.keyFor(stream).value());
      require(
          stored != null && stored.content().equals(new String(file.bytes(), UTF_8)),
          Promise.PROVEN,
          file.keyFor(stream) + " is not there");
      if (file instanceof KeyFile.OfKey(VerificationKey key) && document.isSignedBy(key)) {
        signed = Optional.of(key);
      }
    }
    require(signed.isPresent(), Promise.PROVEN, "nobody has signed " + document);
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

  private static void checkObjects(
      Manifest manifest, Delivery delivery, SortedMap<String, StoredObject> storage) {
    require(
        manifest.objects().stream().map(ManifestObject::key).toList().equals(delivery.objects()),
        Promise.PROVEN,
        manifest + " lists other objects than " + delivery);
    for (ManifestObject object : manifest.objects()) {
      StoredObject stored = storage.get(object.key().value());
      byte[] content = stored == null ? new byte[0] : stored.content().getBytes(UTF_8);
      ContentDigest digest = new ContentDigest();
      digest.append(content, 0, content.length);
      ContentDigest.Result result = digest.end();
      require(
          result.lines() == object.events()
              && result.bytes() == object.bytes()
              && result.sha256().equals(object.sha256())
              && result.merkleRoot().equals(object.merkleRoot()),
          Promise.PROVEN,
          object + " is not what is there: " + result);
    }
  }

  private void checkOrigin(
      StreamModel stream,
      Optional<SignedDocument> before,
      SortedMap<String, StoredObject> storage) {
    List<StreamModel.Committed> all = stream.committed;
    String place = all.getLast().place();
    ExportJob job = all.getLast().job();
    boolean stays = all.size() > 1 && all.get(all.size() - 2).place().equals(place);
    if (stays) {
      return;
    }
    UUID id = job.stream().value();
    SignedDocument document = document(storage, new ManifestNames(id).origin(job.sequence()));
    OriginRecord origin = accepted(OriginCodec.decode(document));
    checkSigned(document, storage, id);
    OriginRecord.Reason beginning =
        stream.kind == StreamKind.BACKFILL
            ? OriginRecord.Reason.BACKFILL
            : OriginRecord.Reason.CREATED;
    OriginRecord expected =
        new OriginRecord(
            id,
            job.tenant(),
            before.isPresent() ? OriginRecord.Reason.MOVED : beginning,
            job.sequence(),
            before.map(
                manifest -> new OriginRecord.Previous(id, job.sequence() - 1, manifest.sha256())),
            origin.elsewhere());
    require(origin.equals(expected), Promise.PROVEN, origin + " instead of " + expected);
    for (StreamModel.Committed earlier : all.subList(0, all.size() - 1)) {
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
}
