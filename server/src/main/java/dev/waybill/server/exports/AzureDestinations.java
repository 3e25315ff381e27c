package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.IntegrationId;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.SasToken;

/** Destinations in Azure. */
final class AzureDestinations {
  private final ProofSeeds seeds;

  AzureDestinations(ProofSeeds seeds) {
    this.seeds = requireNonNull(seeds, "seeds is null");
  }

  Destination of(AzureSasTarget target) {
    return new Destination(
        target.place().location(),
        new SharedAccessSignature(new SasToken(Checks.required("sasToken", target.sasToken()))));
  }

  /** The destination after a change: what the target leaves out stays. */
  Destination of(AzureSasTarget target, AzureLocation before, SharedAccessSignature known) {
    AzureLocation location = target.place().location(before);
    boolean elsewhere =
        !location.host().equals(before.host()) || !location.container().equals(before.container());
    if (elsewhere && target.sasToken().isEmpty()) {
      throw new InvalidInput(
          "sasToken", "Give the sasToken again: the storage account or file system changes.");
    }
    return new Destination(
        location,
        target.sasToken().map(SasToken::new).map(SharedAccessSignature::new).orElse(known));
  }

  /**
   * A destination by the service's application.
   *
   * @param integration the integration to be
   */
  Destination of(AzureAppTarget target, IntegrationId integration) {
    return new Destination(
        target.place().location(),
        new EntraApplication(
            new EntraDirectory(Checks.required("entraTenantId", target.entraTenantId())),
            new PlaceProof(integration.value(), seeds.draw())));
  }

  /** The destination after a change: what the target leaves out stays. */
  Destination of(AzureAppTarget target, AzureLocation before, EntraApplication known) {
    AzureLocation location = target.place().location(before);
    return new Destination(
        location,
        new EntraApplication(
            target.entraTenantId().map(EntraDirectory::new).orElse(known.directory()),
            seeds.after(known.ownership(), location, before)));
  }
}
