package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** An S3 destination with an access key, as asked for; not yet checked. */
public record S3Target(
    S3Place place, Optional<String> accessKeyId, Optional<String> secretAccessKey)
    implements DestinationTarget {
  public S3Target {
    requireNonNull(place, "place is null");
    requireNonNull(accessKeyId, "accessKeyId is null");
    requireNonNull(secretAccessKey, "secretAccessKey is null");
  }

  @Override
  public String toString() {
    return "S3Target[" + place + "]";
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.S3_ACCESS_KEY;
  }
}
