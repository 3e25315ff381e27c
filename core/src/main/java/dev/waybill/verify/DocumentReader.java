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

/**
 * Reads documents of a place: check 1 of the specification. None takes more memory than the longest
 * of its kind does. Safe for use by many threads.
 */
final class DocumentReader {
  private static final int LONGEST_MANIFEST = 64 << 20;
  private static final int LONGEST_ORIGIN = 1 << 20;
  private static final int LONGEST_KEY = 4 << 10;

  /** Decoding takes several times the memory of what is decoded. */
  private static final long LARGEST = Runtime.getRuntime().maxMemory() / 8;

  /** Longer ones are not read beside others. */
  private static final int SMALL = 128 << 10;

  private final BucketReader place;

  DocumentReader(BucketReader place) {
    this.place = place;
  }

  SignedReads.Source<Manifest> manifests() {
    return new Source<>(
        LONGEST_MANIFEST,
        ManifestCodec::decode,
        file -> new ManifestNames(file.content().stream()).manifest(file.content().sequence()));
  }

  SignedReads.Source<OriginRecord> origins() {
    return new Source<>(
        LONGEST_ORIGIN,
        OriginCodec::decode,
        file -> new ManifestNames(file.content().stream()).origin(file.content().firstSequence()));
  }

  /** The folder's stream is none of what a succession says. */
  Outcome<SignedFile<VerificationKey>> succession(String key, UUID stream) throws IOException {
    return new Source<>(
            LONGEST_KEY,
            KeySuccession::decode,
            file ->
                new ManifestNames(stream).succession(file.content().id(), file.document().key()))
        .large(key);
  }

  /** The folder's stream is none of what a key says. */
  Outcome<VerificationKey> key(String key, UUID stream) throws IOException {
    return switch (decoded(key, LONGEST_KEY, bytes(key, LONGEST_KEY), VerificationKey::decode)) {
      case Outcome.Taken<VerificationKey>(VerificationKey read) ->
          placed(key, new ManifestNames(stream).key(read.id()), read);
      case Outcome.Refused<VerificationKey> refused -> refused;
    };
  }

  /**
   * Whether a document that was not listed is there now. Some stores refuse to open what is not
   * there, so what cannot be opened is still missing.
   */
  boolean isThere(String key) throws UnreachableException {
    try {
      Optional<InputStream> opened = place.open(key);
      if (opened.isPresent()) {
        opened.get().close();
      }
      return opened.isPresent();
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
  }

  /** What stands for a document for which there is too little memory. */
  static Observation tooLarge(String key) {
    return notRead(key, "a document that takes more memory than this program may use");
  }

  /** What stands for a document that cannot be read. */
  static Observation notRead(String key, String why) {
    return new Observation(Code.NOT_READ, key, "a document that can be read", why);
  }

  /** One kind of signed documents. */
  private final class Source<T> implements SignedReads.Source<T> {
    private final int longest;
    private final Function<SignedDocument, Decoded<T>> codec;
    private final Function<SignedFile<T>, ObjectKey> nameOf;

    Source(
        int longest,
        Function<SignedDocument, Decoded<T>> codec,
        Function<SignedFile<T>, ObjectKey> nameOf) {
      this.longest = longest;
      this.codec = codec;
      this.nameOf = nameOf;
    }

    @Override
    public Optional<Outcome<SignedFile<T>>> small(String key) throws IOException {
      Outcome<byte[]> bytes = bytes(key, SMALL);
      boolean large = bytes instanceof Outcome.Taken<byte[]>(byte[] read) && read.length > SMALL;
      return large ? Optional.empty() : Optional.of(signed(key, bytes));
    }

    @Override
    public Outcome<SignedFile<T>> large(String key) throws IOException {
      int most = (int) Math.min(longest, LARGEST);
      Outcome<byte[]> bytes = bytes(key, most);
      boolean tooLarge = bytes instanceof Outcome.Taken<byte[]>(byte[] read) && read.length > most;
      return tooLarge && most < longest ? new Outcome.Refused<>(tooLarge(key)) : signed(key, bytes);
    }

    private Outcome<SignedFile<T>> signed(String key, Outcome<byte[]> bytes) {
      return switch (decoded(key, longest, bytes, SignedDocument::decode)) {
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
  }

  private static <T> Outcome<T> placed(String key, ObjectKey name, T value) {
    return name.value().equals(key)
        ? new Outcome.Taken<>(value)
        : new Outcome.Refused<>(
            new Observation(Code.MISPLACED, key, "what its name says", "what belongs to " + name));
  }

  private static <T> Outcome<T> decoded(
      String key, int longest, Outcome<byte[]> bytes, Function<byte[], Decoded<T>> codec) {
    return switch (bytes) {
      case Outcome.Refused<byte[]>(Observation why) -> new Outcome.Refused<>(why);
      case Outcome.Taken<byte[]>(byte[] read) when read.length > longest ->
          unreadable(key, "it is longer than " + longest + " bytes");
      case Outcome.Taken<byte[]>(byte[] read) ->
          switch (codec.apply(read)) {
            case Decoded.Accepted<T>(T value) -> new Outcome.Taken<>(value);
            case Decoded.Refused<T>(String reason) -> unreadable(key, reason);
          };
    };
  }

  /** All bytes, or one more than so many. */
  private Outcome<byte[]> bytes(String key, int most) throws IOException {
    try {
      Optional<InputStream> opened = place.open(key);
      if (opened.isEmpty()) {
        return unreadable(key, "it was listed, and then it was gone");
      }
      try (InputStream in = opened.get()) {
        return new Outcome.Taken<>(in.readNBytes(most + 1));
      }
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      return new Outcome.Refused<>(notRead(key, Observation.said(e)));
    }
  }

  private static <T> Outcome<T> unreadable(String key, String reason) {
    return new Outcome.Refused<>(
        new Observation(Code.UNREADABLE, key, "a document of this name's kind", reason));
  }
}
