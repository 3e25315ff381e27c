package dev.waybill.server.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings are read from.
 *
 * @param file as given by {@code --config}; it must exist then
 * @param environment the process's variables
 * @param overrides keys and values that win over both; for a server started from a program
 */
public record SettingsSource(
    Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
  public SettingsSource {
    environment = Map.copyOf(environment);
    overrides = Map.copyOf(overrides);
  }

  public static SettingsSource ofProcess(Optional<Path> file) {
    return new SettingsSource(file, System.getenv(), Map.of());
  }
}
