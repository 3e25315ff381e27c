package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A Google destination with a service account of the customer's, as asked for; not yet checked.
 *
 * @param serviceAccountKey the JSON file of the account's key
 */
public record GcsKeyTarget(GcsPlace place, Optional<String> serviceAccountKey)
    implements DestinationTarget {
  public GcsKeyTarget {
    requireNonNull(place, "place is null");
    requireNonNull(serviceAccountKey, "serviceAccountKey is null");
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.GCS_SERVICE_ACCOUNT_KEY;
  }

  @Override
  public String toString() {
    return "GcsKeyTarget[" + place + "]";
  }
}
