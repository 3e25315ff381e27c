package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

/** A Google destination with the service's own service account, as asked for; not yet checked. */
public record GcsTarget(GcsPlace place) implements DestinationTarget {
  public GcsTarget {
    requireNonNull(place, "place is null");
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.GCS;
  }
}
