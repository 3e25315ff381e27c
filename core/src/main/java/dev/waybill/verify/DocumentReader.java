package dev.waybill.verify;

import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.KeySuccession;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.OriginCodec;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Reads documents of a place: check 1 of the specification. Safe for use by many threads. */
final class DocumentReader {
  private static final int LONGEST = 64 << 20;

  private final BucketReader place;

  DocumentReader(BucketReader place) {
    this.place = place;
  }

  Outcome<SignedFile<Manifest>> manifest(String key) throws IOException {
    return signed(
        key,
        ManifestCodec::decode,
        file -> new ManifestNames(file.content().stream()).manifest(file.content().sequence()));
  }

  Outcome<SignedFile<OriginRecord>> origin(String key) throws IOException {
    return signed(
        key,
        OriginCodec::decode,
        file -> new ManifestNames(file.content().stream()).origin(file.content().firstSequence()));
  }

  /** The folder's stream is none of what a succession says. */
  Outcome<SignedFile<VerificationKey>> succession(String key, UUID stream) throws IOException {
    return signed(
        key,
        KeySuccession::decode,
        file -> new ManifestNames(stream).succession(file.content().id(), file.document().key()));
  }

  /** The folder's stream is none of what a key says. */
  Outcome<VerificationKey> key(String key, UUID stream) throws IOException {
    return switch (decoded(key, VerificationKey::decode)) {
      case Outcome.Taken<VerificationKey>(VerificationKey read) ->
          placed(key, new ManifestNames(stream).key(read.id()), read);
      case Outcome.Refused<VerificationKey> refused -> refused;
    };
  }

  private <T> Outcome<SignedFile<T>> signed(
      String key,
      Function<SignedDocument, Decoded<T>> codec,
      Function<SignedFile<T>, ObjectKey> nameOf)
      throws IOException {
    return switch (decoded(key, SignedDocument::decode)) {
      case Outcome.Refused<SignedDocument>(Observation why) -> new Outcome.Refused<>(why);
      case Outcome.Taken<SignedDocument>(SignedDocument document) ->
          switch (codec.apply(document)) {
            case Decoded.Refused<T>(String reason) -> unreadable(key, reason);
            case Decoded.Accepted<T>(T content) -> {
              SignedFile<T> file = new SignedFile<>(key, document, content);
              yield placed(key, nameOf.apply(file), file);
            }
          };
    };
  }

  private static <T> Outcome<T> placed(String key, ObjectKey name, T value) {
    return name.value().equals(key)
        ? new Outcome.Taken<>(value)
        : new Outcome.Refused<>(
            Observation.of(Code.MISPLACED, key, "what its name says", "what belongs to " + name));
  }

  private <T> Outcome<T> decoded(String key, Function<byte[], Decoded<T>> codec)
      throws IOException {
    Optional<byte[]> bytes = bytes(key);
    if (bytes.isEmpty()) {
      return unreadable(key, "it was listed, and then it was gone");
    }
    if (bytes.get().length > LONGEST) {
      return unreadable(key, "it is longer than 64 MiB");
    }
    return switch (codec.apply(bytes.get())) {
      case Decoded.Accepted<T>(T value) -> new Outcome.Taken<>(value);
      case Decoded.Refused<T>(String reason) -> unreadable(key, reason);
    };
  }

  private Optional<byte[]> bytes(String key) throws IOException {
    Optional<InputStream> opened = place.open(key);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = opened.get()) {
      return Optional.of(in.readNBytes(LONGEST + 1));
    }
  }

  private static <T> Outcome<T> unreadable(String key, String reason) {
    return new Outcome.Refused<>(
        Observation.of(Code.UNREADABLE, key, "a document of this name's kind", reason));
  }
}
