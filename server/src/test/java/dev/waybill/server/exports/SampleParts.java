package dev.waybill.server.exports;

import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.InMemoryObjectStores;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectStores;
import dev.waybill.time.SettableTime;
import java.security.SecureRandom;
import java.util.Optional;

/** What tests of this package need beside what they are about. */
final class SampleParts {
  /** Leaves everything as it is, or by default. */
  static final ExportOptions NO_OPTIONS =
      new ExportOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** A whole bucket of Amazon S3, without options. */
  static final S3Place BUCKET =
      new S3Place(
          Optional.empty(),
          Optional.of("bucket"),
          Optional.empty(),
          Optional.of("eu-central-1"),
          Optional.empty(),
          Optional.empty(),
          new S3OptionsAsked(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));

  private SampleParts() {}

  static Destinations destinations() {
    return destinations(new InMemoryObjectStores());
  }

  static Destinations destinations(ObjectStores stores) {
    return new Destinations(
        new S3Defaults(Optional.empty(), false),
        stores,
        Optional.empty(),
        new ProofSeeds(new SecureRandom()));
  }

  /** All of which pass, at a place where the marker is already. */
  static ConnectionTests passing(StorageIntegrations integrations, SettableTime time) {
    return passing(integrations, time, () -> {});
  }

  /**
   * @param duringTheTest happens in each
   */
  static ConnectionTests passing(
      StorageIntegrations integrations, SettableTime time, Runnable duringTheTest) {
    return new ConnectionTests(
        integrations,
        (place, _) -> passed(place, time, duringTheTest),
        (place, _) -> passed(place, time, duringTheTest),
        new Wakes(),
        time,
        Runnable::run,
        new ManualDelay(time));
  }

  private static Finding passed(Location place, SettableTime time, Runnable duringTheTest) {
    duringTheTest.run();
    return new Finding(ConnectionTest.passed(time.now()), true, place);
  }
}
