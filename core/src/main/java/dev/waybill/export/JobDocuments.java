package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.OriginCodec;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.SelectionHash;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.manifest.Signer;
import dev.waybill.manifest.SigningKeys;
import java.util.List;
import java.util.Optional;

/** Makes and reads the documents of one job; all are signed by one key. */
final class JobDocuments {
  /** An object's part of a manifest is some 450 bytes, which are there several times over. */
  private static final long HELD_PER_OBJECT = 4 << 10;

  private final ExportJob job;
  private final ManifestState manifests;
  private final Signer signer;
  private final Optional<OriginRecord> origin;

  JobDocuments(Attempt attempt, SigningKeys keys) {
    this.job = attempt.job();
    this.manifests = attempt.manifests();
    this.signer =
        manifests
            .key()
            .map(key -> keys.find(key).orElseThrow(() -> new FailureException(missing(key))))
            .orElseGet(keys::current);
    this.origin = Provenance.of(job, manifests);
  }

  /** What it takes to make, seal and put a manifest of so many objects. */
  static long heldBytes(int objects) {
    return HELD_PER_OBJECT * (1L + objects);
  }

  KeyId key() {
    return signer.key();
  }

  /** Whether the files of the key may not be at the attempt's location yet. */
  boolean needKeys() {
    return origin.isPresent()
        || manifests.last().filter(last -> last.key().equals(key())).isEmpty();
  }

  /** The origin record, if the job is the first of the stream's stay at the location. */
  Optional<SignedDocument> origin() {
    return origin.map(record -> OriginCodec.sign(record, signer));
  }

  /**
   * @param objects those that the delivery names, in that order
   */
  SignedDocument manifest(
      Delivery delivery, List<DeliveredObject> objects, PinnedSettings settings) {
    Optional<Manifest.Previous> previous =
        manifests.last().map(last -> new Manifest.Previous(job.sequence() - 1, last.sha256()));
    return ManifestCodec.sign(manifest(job, settings, delivery, objects, previous), signer);
  }

  /**
   * What a job's manifest says.
   *
   * @param objects those that the delivery names, in that order
   * @param previous the manifest of the job before
   */
  static Manifest manifest(
      ExportJob job,
      PinnedSettings settings,
      Delivery delivery,
      List<DeliveredObject> objects,
      Optional<Manifest.Previous> previous) {
    long first = job.firstOrdinal();
    return new Manifest(
        job.stream().value(),
        job.tenant(),
        job.sequence(),
        job.scheduledAt(),
        new Manifest.Range(job.range().from().toString(), job.range().to().toString()),
        new Manifest.Received(job.receivedFrom(), job.receivedThrough()),
        new Manifest.Events(
            first,
            first + delivery.events() - 1,
            delivery.events(),
            delivery.suppressed(),
            delivery.expired()),
        objects.stream().map(JobDocuments::object).toList(),
        SelectionHash.of(settings.selection().kinds(), settings.selection().categories()),
        previous);
  }

  private static ManifestObject object(DeliveredObject object) {
    ObjectHashes hashes =
        object
            .hashes()
            .orElseThrow(() -> new IllegalStateException(object.key() + " was never hashed"));
    return new ManifestObject(
        object.key(),
        object.events(),
        object.bytes(),
        hashes.sha256(),
        object.storedBytes(),
        hashes.storedSha256(),
        hashes.merkleRoot(),
        object.earliestEventTime(),
        object.latestEventTime());
  }

  /** What a sealed manifest says was delivered. */
  static Delivery delivery(SignedDocument sealed) {
    Manifest manifest = read(sealed);
    return new Delivery(
        manifest.events().count(),
        manifest.events().suppressed(),
        manifest.events().expired(),
        manifest.objects().stream().map(ManifestObject::key).toList());
  }

  static Manifest read(SignedDocument sealed) {
    return switch (ManifestCodec.decode(sealed)) {
      case Decoded.Accepted<Manifest>(Manifest manifest) -> manifest;
      case Decoded.Refused<Manifest>(String reason) ->
          throw new IllegalStateException("a sealed manifest cannot be read: " + reason);
    };
  }

  private static Failure missing(KeyId key) {
    return new Failure(
        Fault.OURS,
        Stage.READ,
        "SIGNING_KEY_MISSING",
        "The key " + key + ", which signs for this job, is not among the signing keys.",
        "The operator must bring the signing keys back from a backup.");
  }
}
