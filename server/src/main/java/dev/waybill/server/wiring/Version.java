package dev.waybill.server.wiring;

import java.util.Optional;

/** Of this build. */
final class Version {
  private Version() {}

  /** As the jar says; outside a jar there is none. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
