package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** The id of an export job: a random UUID. */
public record JobId(UUID value) {
  public JobId {
    requireNonNull(value, "value is null");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
