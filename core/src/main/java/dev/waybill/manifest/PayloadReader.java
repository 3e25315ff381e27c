package dev.waybill.manifest;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.ObjectKey;
import dev.waybill.tenant.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The parts that the payloads of manifests and origin records share. */
final class PayloadReader {
  private final CanonicalReader reader;

  PayloadReader(byte[] payload) {
    reader = new CanonicalReader(payload);
  }

  /** Reads one value of a payload. */
  @FunctionalInterface
  interface Part<T> {
    T read() throws BadDocumentException;
  }

  /** Reads a whole payload; what a constructor refuses is refused. */
  static <T> Decoded<T> decode(Part<T> payload) {
    try {
      return new Decoded.Accepted<>(payload.read());
    } catch (BadDocumentException e) {
      return new Decoded.Refused<>(e.reason());
    } catch (IllegalArgumentException e) {
      return new Decoded.Refused<>(String.valueOf(e.getMessage()));
    }
  }

  /** The start of every payload. */
  UUID streamOfVersion1() throws BadDocumentException {
    expect("{\"version\":");
    long version = integer("version", 0, Long.MAX_VALUE);
    if (version != 1) {
      throw new BadDocumentException("version " + version + " is not known");
    }
    return stream(",\"stream\":");
  }

  TenantId tenant() throws BadDocumentException {
    expect(",\"tenant\":");
    return value("tenant", orEmpty(TenantId::new));
  }

  UUID stream(String before) throws BadDocumentException {
    expect(before);
    return value("stream id", PayloadReader::uuid);
  }

  void expect(String literal) throws BadDocumentException {
    reader.expect(literal);
  }

  void end() throws BadDocumentException {
    reader.expect("}");
    reader.end();
  }

  <T> T value(String what, Function<String, Optional<T>> parser) throws BadDocumentException {
    return reader.value(what, parser);
  }

  long count(String before) throws BadDocumentException {
    expect(before);
    return integer("count", 0, Limits.LARGEST_COUNT);
  }

  long sequence(String before) throws BadDocumentException {
    expect(before);
    return integer("sequence", 1, Limits.LAST_SEQUENCE);
  }

  long time(String before) throws BadDocumentException {
    expect(before);
    return integer("time", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  Sha256 hash(String before) throws BadDocumentException {
    expect(before);
    return value("hash", Sha256::parse);
  }

  String position(String before) throws BadDocumentException {
    expect(before);
    return value("position", Optional::of);
  }

  Instant instant(String before) throws BadDocumentException {
    expect(before);
    return value("time", PayloadReader::milliseconds);
  }

  ObjectKey objectKey(String before) throws BadDocumentException {
    expect(before);
    return value("object key", orEmpty(ObjectKey::new));
  }

  <T> Optional<T> orNull(Part<T> part) throws BadDocumentException {
    return reader.skip("null") ? Optional.empty() : Optional.of(part.read());
  }

  <T> List<T> list(Part<T> part) throws BadDocumentException {
    List<T> items = new ArrayList<>();
    expect("[");
    while (!reader.skip("]")) {
      if (!items.isEmpty()) {
        expect(",");
      }
      items.add(part.read());
    }
    return items;
  }

  private long integer(String what, long least, long most) throws BadDocumentException {
    return reader.integer(what, least, most);
  }

  static Optional<UUID> uuid(String text) {
    return orEmpty(UUID::fromString).apply(text).filter(uuid -> uuid.toString().equals(text));
  }

  private static Optional<Instant> milliseconds(String text) {
    try {
      Instant time = Instant.parse(text);
      return PayloadWriter.instant(time).equals(text) ? Optional.of(time) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static <T> Function<String, Optional<T>> orEmpty(Function<String, T> constructor) {
    return text -> {
      try {
        return Optional.of(constructor.apply(text));
      } catch (IllegalArgumentException | InvalidInput e) {
        return Optional.empty();
      }
    };
  }
}
