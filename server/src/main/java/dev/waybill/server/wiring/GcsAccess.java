package dev.waybill.server.wiring;

import static dev.waybill.server.wiring.StorageNetwork.named;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.settings.GoogleAccessSettings;
import dev.waybill.server.settings.Settings;
import dev.waybill.stores.gcs.GcsSettings;
import dev.waybill.stores.gcs.GoogleIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How buckets at Google Cloud are reached, and as which service account. */
final class GcsAccess {
  private static final String CREDENTIALS = "google.credentials";

  private final Settings settings;
  private final GoogleAccessSettings google;
  private final StorageNetwork network;

  GcsAccess(Settings settings) {
    this.settings = settings;
    this.google = settings.google();
    this.network = new StorageNetwork(settings.storage());
  }

  /**
   * How requests are made.
   *
   * @throws StartRefusedException if a setting cannot be used; names it
   */
  GcsSettings settings() {
    return new GcsSettings(
        GcsSettings.DEFAULTS.connectTimeout(),
        settings.export().requestTimeout(),
        GcsSettings.DEFAULTS.maxConnections(),
        GcsSettings.DEFAULTS.chunkBytes(),
        google.endpoint(),
        google.tokenEndpoint(),
        identity(),
        network.proxy(),
        network.caBundle());
  }

  /** One line for each setting that cannot be used. */
  Set<String> problems() {
    return StorageNetwork.problems(this::identity);
  }

  private Optional<GoogleIdentity> identity() {
    if (google.environmentIdentity()) {
      return Optional.of(new GoogleIdentity.Environment());
    }
    return named(() -> google.credentials().map(GcsAccess::readable).map(GoogleIdentity.File::new));
  }

  /** Whether it can be used to the end is seen when it is. */
  private static Path readable(Path file) {
    boolean described;
    try {
      described = new JsonMapper().readTree(Files.readString(file)).path("type").isString();
    } catch (IOException e) {
      throw new InvalidInput(
          CREDENTIALS,
          file + " cannot be read: check that it exists and that this user may read it.");
    } catch (JacksonException e) {
      described = false; // not the cause of anything: its message could show the key
    }
    if (!described) {
      throw new InvalidInput(
          CREDENTIALS,
          file
              + " is none of Google's files: give a service account's key, or a configuration of"
              + " workload identity federation, as JSON.");
    }
    return file;
  }
}
