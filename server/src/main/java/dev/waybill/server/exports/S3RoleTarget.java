package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** An S3 destination with a role to assume, as asked for; not yet checked. */
public record S3RoleTarget(S3Place place, Optional<String> roleArn) implements DestinationTarget {
  public S3RoleTarget {
    requireNonNull(place, "place is null");
    requireNonNull(roleArn, "roleArn is null");
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.S3_ASSUMED_ROLE;
  }
}
