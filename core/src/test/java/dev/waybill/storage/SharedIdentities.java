package dev.waybill.storage;

import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.storage.Credentials.GoogleGrant;
import java.util.UUID;

/** Credentials with which the service writes as itself, for a tenant that must prove its place. */
public final class SharedIdentities {
  public static final EntraDirectory DIRECTORY =
      new EntraDirectory("0f8fad5b-d9cb-469f-a165-70867728950e");
  public static final EntraDirectory OTHER_DIRECTORY =
      new EntraDirectory("7c9e6679-7425-40de-944b-e07fc1f90ae7");
  public static final String SEED = "hush-hush-hush-hush-hush-hush-hush-hush-hush";

  private SharedIdentities() {}

  public static GoogleGrant grant(UUID integration) {
    return new GoogleGrant(new PlaceProof(integration, SEED));
  }

  public static EntraApplication application(UUID integration, EntraDirectory directory) {
    return new EntraApplication(directory, new PlaceProof(integration, SEED));
  }
}
