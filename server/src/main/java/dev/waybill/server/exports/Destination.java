package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.RoleArn;
import java.util.Optional;

/** Where to, and how to authenticate there; checked as far as that is possible without asking. */
record Destination(Location location, Credentials credentials) {
  Destination {
    requireNonNull(location, "location is null");
    requireNonNull(credentials, "credentials is null");
  }

  /** The role that is assumed there. */
  Optional<RoleArn> role() {
    return credentials instanceof Credentials.AssumedRole assumed
        ? Optional.of(assumed.role())
        : Optional.empty();
  }
}
