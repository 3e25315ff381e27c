package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.IntegrationId;
import dev.waybill.storage.Credentials.GoogleGrant;
import dev.waybill.storage.Credentials.ServiceAccountKey;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.PlaceProof;
import dev.waybill.stores.gcs.GoogleKeyFile;

/** Destinations in Google Cloud Storage. */
final class GcsDestinations {
  private final ProofSeeds seeds;

  GcsDestinations(ProofSeeds seeds) {
    this.seeds = requireNonNull(seeds, "seeds is null");
  }

  /**
   * A destination by the service's own service account.
   *
   * @param integration the integration to be
   */
  Destination of(GcsTarget target, IntegrationId integration) {
    return new Destination(
        target.place().location(),
        new GoogleGrant(new PlaceProof(integration.value(), seeds.draw())));
  }

  /** The destination after a change: what the target leaves out stays. */
  Destination of(GcsTarget target, GcsLocation before, GoogleGrant known) {
    GcsLocation location = target.place().location(before);
    return new Destination(
        location, new GoogleGrant(seeds.after(known.ownership(), location, before)));
  }

  Destination of(GcsKeyTarget target) {
    return new Destination(
        target.place().location(),
        key(Checks.required("serviceAccountKey", target.serviceAccountKey())));
  }

  /** The destination after a change: what the target leaves out stays. */
  Destination of(GcsKeyTarget target, GcsLocation before, ServiceAccountKey known) {
    GcsLocation location = target.place().location(before);
    if (!location.bucket().equals(before.bucket()) && target.serviceAccountKey().isEmpty()) {
      throw new InvalidInput(
          "serviceAccountKey", "Give the serviceAccountKey again: the bucket changes.");
    }
    return new Destination(
        location, target.serviceAccountKey().map(GcsDestinations::key).orElse(known));
  }

  private static ServiceAccountKey key(String json) {
    return new ServiceAccountKey(GoogleKeyFile.parse(json));
  }
}
