package dev.waybill.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SignedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What somebody might make of what is kept of a delivery. */
final class AlteredJobs {
  private AlteredJobs() {}

  /** Another payload with the signature of the old one. */
  static SignedDocument forged(SignedDocument old, UnaryOperator<String> alteration) {
    String payload = new String(old.payload(), US_ASCII);
    String altered = alteration.apply(payload);
    assertThat(altered).isNotEqualTo(payload);
    String file = new String(old.encode(), US_ASCII);
    return accepted(SignedDocument.decode(file.replace(payload, altered).getBytes(US_ASCII)));
  }

  static SignedDocument signed(Manifest manifest) {
    return ManifestCodec.sign(manifest, SampleKeys.FIRST);
  }

  static SignedDocument document(SealedJob kept) {
    return accepted(kept.manifest());
  }

  static Manifest manifest(SealedJob kept) {
    return manifest(document(kept));
  }

  static Manifest manifest(SignedDocument document) {
    return accepted(ManifestCodec.decode(document));
  }

  static <T> T accepted(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Accepted<T>(T value) -> value;
      case Decoded.Refused<T>(String reason) -> throw new AssertionError(reason);
    };
  }

  static Manifest withoutFirstObject(Manifest old) {
    return with(old, old.objects().subList(1, old.objects().size()));
  }

  static Manifest with(Manifest old, List<ManifestObject> objects) {
    long first = old.events().first();
    long count = objects.stream().mapToLong(ManifestObject::events).sum();
    return new Manifest(
        old.stream(),
        old.tenant(),
        old.sequence(),
        old.scheduledAt(),
        old.range(),
        old.received(),
        new Manifest.Events(first, first + count - 1, count, 0, 0),
        objects,
        old.filter(),
        old.previous());
  }

  static SealedJob with(SealedJob old, SignedDocument manifest) {
    return with(old, new Decoded.Accepted<>(manifest));
  }

  static SealedJob with(SealedJob old, Decoded<SignedDocument> manifest) {
    return new SealedJob(
        old.job(), old.key(), manifest, old.before(), old.delivery(), old.objects());
  }

  static SealedJob with(SealedJob old, SealedJob.Before before) {
    return new SealedJob(
        old.job(), old.key(), old.manifest(), before, old.delivery(), old.objects());
  }

  static SealedJob with(SealedJob old, Delivery delivery, List<DeliveredObject> objects) {
    return new SealedJob(old.job(), old.key(), old.manifest(), old.before(), delivery, objects);
  }

  /** The second object has another value in the field of that number. */
  static List<DeliveredObject> replaced(SealedJob kept, int field) {
    DeliveredObject old = kept.objects().get(1);
    ObjectHashes hashes = old.hashes().orElseThrow();
    long[] added = IntStream.range(0, 5).mapToLong(i -> i == field ? 1 : 0).toArray();
    List<DeliveredObject> objects = new ArrayList<>(kept.objects());
    objects.set(
        1,
        new DeliveredObject(
            old.key(),
            old.events() + added[0],
            old.bytes() + added[1],
            old.storedBytes() + added[2],
            old.earliestEventTime() + added[3],
            old.latestEventTime() + added[4],
            Optional.of(
                new ObjectHashes(
                    field == 5 ? Samples.hash("other") : hashes.sha256(),
                    field == 6 ? Samples.hash("other") : hashes.storedSha256(),
                    field == 7 ? Samples.hash("other") : hashes.merkleRoot()))));
    return objects;
  }
}
