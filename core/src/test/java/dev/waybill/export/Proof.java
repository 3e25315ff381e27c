package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.ContentDigest;
import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.KeyFile;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.OriginCodec;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.Sha256;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.storage.InMemoryObjectStore;
import dev.waybill.storage.ObjectKey;
import java.util.Optional;
import java.util.UUID;

/** Reads the documents of a stream at one place, as whoever wants a proof does. */
final class Proof {
  private final InMemoryObjectStore place;
  private final UUID stream;
  private final ManifestNames names;

  Proof(InMemoryObjectStore place, StreamId stream) {
    this.place = place;
    this.stream = stream.value();
    this.names = new ManifestNames(stream.value());
  }

  /** Jobs 1 to that one are here, one continues the other, and all objects are what they say. */
  void assertComplete(long through, SigningKeys keys) {
    assertThat(origin(1).firstSequence()).isEqualTo(1);
    assertSigned(document(names.origin(1)), keys);
    Optional<Manifest> before = Optional.empty();
    for (long sequence = 1; sequence <= through; sequence++) {
      Manifest manifest = manifest(sequence);
      assertSigned(document(names.manifest(sequence)), keys);
      manifest.objects().forEach(this::assertStored);
      if (before.isPresent()) {
        assertContinues(manifest, before.get());
      }
      before = Optional.of(manifest);
    }
    assertThat(place.read(names.manifest(through + 1))).isEmpty();
  }

  private void assertContinues(Manifest manifest, Manifest before) {
    Sha256 sha256 = document(names.manifest(before.sequence())).sha256();
    assertThat(manifest.previous()).contains(new Manifest.Previous(before.sequence(), sha256));
    assertThat(manifest.range().from()).isEqualTo(before.range().to());
    assertThat(manifest.received().from()).isEqualTo(before.received().through());
    assertThat(manifest.events().first()).isEqualTo(before.events().last() + 1);
  }

  private void assertStored(ManifestObject object) {
    byte[] stored = place.read(object.key()).orElseThrow();
    byte[] content = Stored.content(object.key().value(), stored);
    ContentDigest digest = new ContentDigest();
    digest.append(content, 0, content.length);
    assertThat(digest.end())
        .isEqualTo(
            new ContentDigest.Result(
                object.bytes(), object.events(), true, object.sha256(), object.merkleRoot()));
    assertThat(stored).hasSize((int) object.storedBytes());
    assertThat(Sha256.of(stored)).isEqualTo(object.storedSha256());
  }

  private void assertSigned(SignedDocument document, SigningKeys keys) {
    Optional<VerificationKey> signer = Optional.empty();
    for (KeyFile file : keys.filesOf(document.key())) {
      assertThat(place.read(file.keyFor(stream))).hasValue(file.bytes());
      if (file instanceof KeyFile.OfKey(VerificationKey key)) {
        signer = Optional.of(key);
      }
    }
    assertThat(document.isSignedBy(signer.orElseThrow())).isTrue();
  }

  Manifest manifest(long sequence) {
    return accepted(ManifestCodec.decode(document(names.manifest(sequence))));
  }

  OriginRecord origin(long firstSequence) {
    return accepted(OriginCodec.decode(document(names.origin(firstSequence))));
  }

  SignedDocument document(ObjectKey key) {
    return accepted(
        SignedDocument.decode(
            place.read(key).orElseThrow(() -> new AssertionError(key + " is not there"))));
  }

  private static <T> T accepted(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Accepted<T>(T value) -> value;
      case Decoded.Refused<T>(String reason) -> throw new AssertionError(reason);
    };
  }
}
