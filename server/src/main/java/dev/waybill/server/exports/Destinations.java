package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.storage.Credentials.GoogleGrant;
import dev.waybill.storage.Credentials.None;
import dev.waybill.storage.Credentials.ServiceAccountKey;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.S3Location;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** From what was asked for to a destination; every complaint names the field as the caller does. */
public final class Destinations {
  private final ObjectStores stores;
  private final S3Destinations s3;
  private final AzureDestinations azure;
  private final GcsDestinations gcs;

  /**
   * @param roleNamePrefix with what the operator demands that the names of roles begin
   */
  public Destinations(
      S3Defaults defaults, ObjectStores stores, Optional<String> roleNamePrefix, ProofSeeds seeds) {
    this.stores = requireNonNull(stores, "stores is null");
    s3 = new S3Destinations(defaults, roleNamePrefix);
    azure = new AzureDestinations(seeds);
    gcs = new GcsDestinations(seeds);
  }

  /**
   * A new destination.
   *
   * @param draft the integration to be
   */
  Destination of(IntegrationDraft draft, DestinationTarget target, Instant now) {
    return allowed(
        switch (target) {
          case S3Target key -> s3.of(key, now);
          case S3RoleTarget role -> s3.of(role, draft.externalId());
          case AzureSasTarget signature -> azure.of(signature);
          case AzureAppTarget application -> azure.of(application, draft.id());
          case GcsTarget grant -> gcs.of(grant, draft.id());
          case GcsKeyTarget key -> gcs.of(key);
          case DirectoryTarget directory -> DirectoryDestinations.of(directory, draft.tenant());
        });
  }

  /**
   * The destination after a change, which must be of the same kind.
   *
   * @param named by what the caller names what goes there
   * @param test finds out whether a destination works
   */
  Destination of(
      String named,
      DestinationTarget target,
      Destination before,
      Function<Destination, ConnectionTest> test,
      Instant now) {
    return allowed(
        switch (target) {
          case S3Target key when before instanceof Destination(S3Location place, AccessKey known) ->
              s3.of(key, place, known, test, now);
          case S3RoleTarget role
              when before instanceof Destination(S3Location place, AssumedRole known) ->
              s3.of(role, place, known);
          case AzureSasTarget signature
              when before
                  instanceof Destination(AzureLocation place, SharedAccessSignature known) ->
              azure.of(signature, place, known);
          case AzureAppTarget application
              when before instanceof Destination(AzureLocation place, EntraApplication known) ->
              azure.of(application, place, known);
          case GcsTarget grant
              when before instanceof Destination(GcsLocation place, GoogleGrant known) ->
              gcs.of(grant, place, known);
          case GcsKeyTarget key
              when before instanceof Destination(GcsLocation place, ServiceAccountKey known) ->
              gcs.of(key, place, known);
          case DirectoryTarget directory
              when before instanceof Destination(DirectoryLocation place, None _) ->
              DirectoryDestinations.of(directory, place);
          case S3Target _,
              S3RoleTarget _,
              AzureSasTarget _,
              AzureAppTarget _,
              GcsTarget _,
              GcsKeyTarget _,
              DirectoryTarget _ ->
              throw otherKind(named, target.kind());
        });
  }

  private static InvalidInput otherKind(String named, DestinationKind asked) {
    return new InvalidInput(
        named,
        "The storage integration does not go to "
            + asked.words()
            + ", and cannot change its kind: create a new storage integration, and attach the"
            + " exports to it with updateExportConfiguration (storageIntegrationId).");
  }

  /**
   * Opening a store asks nobody but our own operator.
   *
   * @throws InvalidInput if the operator does not allow the destination
   */
  private Destination allowed(Destination asked) {
    try (ObjectStore store = stores.open(asked.location(), asked.credentials())) {
      requireNonNull(store, "store is null");
      return asked;
    } catch (FailureException e) {
      if (e.failure().fault() != Fault.CALLER) {
        throw e;
      }
      throw new InvalidInput(
          field(asked.location(), e.failure()), e.failure().message() + " " + e.failure().advice());
    }
  }

  private static String field(Location location, Failure failure) {
    return switch (location) {
      case S3Location _ -> "endpoint";
      case AzureLocation _ -> "storageAccount";
      case GcsLocation _ -> "bucket";
      case DirectoryLocation _ -> failure.code().startsWith("PATH_") ? "path" : "root";
    };
  }
}
