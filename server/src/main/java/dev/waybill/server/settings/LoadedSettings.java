package dev.waybill.server.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Settings that hold together.
 *
 * @param warnings lines for people about what was passed over
 */
public record LoadedSettings(Settings settings, List<String> warnings) {
  public LoadedSettings {
    requireNonNull(settings, "settings is null");
    warnings = List.copyOf(warnings);
  }
}
