package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** An Azure destination with a shared access signature, as asked for; not yet checked. */
public record AzureSasTarget(AzurePlace place, Optional<String> sasToken)
    implements DestinationTarget {
  public AzureSasTarget {
    requireNonNull(place, "place is null");
    requireNonNull(sasToken, "sasToken is null");
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.ADLS_SAS_TOKEN;
  }

  /** Shows nothing: a URL of the place may have been copied with a signature. */
  @Override
  public String toString() {
    return "AzureSasTarget";
  }
}
