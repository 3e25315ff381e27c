package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** The id of a stream: that of its configuration, or one of its own. Always a random UUIDv4. */
public record StreamId(UUID value) {
  public StreamId {
    requireNonNull(value, "value is null");
  }

  /** The first 12 hex digits: what objects' names carry. */
  public String prefix() {
    return value.toString().replace("-", "").substring(0, 12);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
