package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** The id of an export configuration: a random UUID. */
public record ConfigurationId(UUID value) {
  public ConfigurationId {
    requireNonNull(value, "value is null");
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
