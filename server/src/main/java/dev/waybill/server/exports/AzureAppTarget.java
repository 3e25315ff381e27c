package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** An Azure destination with the service's own application, as asked for; not yet checked. */
public record AzureAppTarget(AzurePlace place, Optional<String> entraTenantId)
    implements DestinationTarget {
  public AzureAppTarget {
    requireNonNull(place, "place is null");
    requireNonNull(entraTenantId, "entraTenantId is null");
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.ADLS_ENTRA_APP;
  }
}
