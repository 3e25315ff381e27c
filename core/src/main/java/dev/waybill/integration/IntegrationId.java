package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** The id of a storage integration: a random UUID. */
public record IntegrationId(UUID value) {
  public IntegrationId {
    requireNonNull(value, "value is null");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
