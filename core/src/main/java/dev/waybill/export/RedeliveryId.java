package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** The id of a redelivery: a random UUID. */
public record RedeliveryId(UUID value) {
  public RedeliveryId {
    requireNonNull(value, "value is null");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
