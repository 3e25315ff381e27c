package dev.waybill.server.settings;

import static java.util.Objects.requireNonNull;

/** A setting that must not be shown. */
public record Secret(String value) {
  public Secret {
    requireNonNull(value, "value is null");
  }

  @Override
  public String toString() {
    return "***";
  }
}
