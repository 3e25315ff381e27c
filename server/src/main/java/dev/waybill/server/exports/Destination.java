package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;

/** Where to, and how to authenticate there; checked as far as that is possible without asking. */
record Destination(Location location, Credentials credentials) {
  Destination {
    requireNonNull(location, "location is null");
    requireNonNull(credentials, "credentials is null");
  }

  /** Whether events may go there without a proof of the tenant's that the place is its own. */
  boolean confirmed() {
    return credentials.proof().isEmpty();
  }
}
