package dev.waybill.server.graphql;

import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.AzurePlace;
import dev.waybill.server.exports.GcsPlace;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.GcsLocation;
import dev.waybill.stores.azure.setup.AzureSetup;
import dev.waybill.stores.azure.setup.SasDocuments;
import dev.waybill.stores.gcs.setup.GcsSetup;
import dev.waybill.stores.gcs.setup.Member;
import dev.waybill.stores.setup.NewPlace;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The destination in Azure or Google Cloud that is to be set up, as asked for; the schema has
 * checked the types.
 */
final class CloudSetupInput {
  private static final String DESTINATION = "destination";

  private final Map<String, @Nullable Object> data;

  CloudSetupInput(Map<String, @Nullable Object> data) {
    this.data = data;
  }

  /**
   * @param integration whose container is meant as far as no other is named
   */
  AzureSetup azure(Optional<StorageIntegration> integration) {
    var asked =
        new AzurePlace(text(DESTINATION), text("storageAccount"), text("fileSystem"), text("path"));
    return new AzureSetup(
        integration
            .map(StorageIntegration::location)
            .filter(AzureLocation.class::isInstance)
            .map(AzureLocation.class::cast)
            .map(asked::location)
            .orElseGet(asked::location),
        group(),
        creation("createContainer"));
  }

  AzureAuthentication azureAuthentication(Optional<StorageIntegration> integration) {
    return text("authentication")
        .map(AzureAuthentication::valueOf)
        .orElseGet(
            () ->
                integration.map(StorageIntegration::authentication).stream()
                        .anyMatch(Authentication.SharedAccessSignature.class::isInstance)
                    ? AzureAuthentication.SAS_TOKEN
                    : AzureAuthentication.ENTRA_APP);
  }

  Optional<EntraDirectory> directory(Optional<StorageIntegration> integration) {
    return text("entraTenantId")
        .map(EntraDirectory::new)
        .or(
            () ->
                integration
                    .map(StorageIntegration::authentication)
                    .flatMap(CloudSetupInput::directoryOf));
  }

  int sasDays() {
    return value("sasDays").map(Integer.class::cast).orElse(SasDocuments.DEFAULT_DAYS);
  }

  /**
   * @param integration whose bucket is meant as far as no other is named
   * @param shared the service's own account
   */
  GcsSetup gcs(Optional<StorageIntegration> integration, Optional<String> shared) {
    var asked = new GcsPlace(text(DESTINATION), text("bucket"), text("path"));
    return new GcsSetup(
        integration
            .map(StorageIntegration::location)
            .filter(GcsLocation.class::isInstance)
            .map(GcsLocation.class::cast)
            .map(asked::location)
            .orElseGet(asked::location),
        text("project"),
        gcsAuthentication(integration) == GcsAuthentication.GRANT
            ? new Member.Shared(shared)
            : text("accountName").map(Member.Own::new).orElse(Member.Own.DEFAULT),
        text("location"),
        creation("createBucket"));
  }

  GcsAuthentication gcsAuthentication(Optional<StorageIntegration> integration) {
    return text("authentication")
        .map(GcsAuthentication::valueOf)
        .orElseGet(
            () ->
                integration.map(StorageIntegration::authentication).stream()
                        .anyMatch(Authentication.ServiceAccountKey.class::isInstance)
                    ? GcsAuthentication.SERVICE_ACCOUNT_KEY
                    : GcsAuthentication.GRANT);
  }

  private static Optional<EntraDirectory> directoryOf(Authentication authentication) {
    return authentication instanceof Authentication.EntraApplication(EntraDirectory directory)
        ? Optional.of(directory)
        : Optional.empty();
  }

  private Optional<AzureSetup.Group> group() {
    Optional<String> subscription = text("subscriptionId");
    Optional<String> name = text("resourceGroup");
    if (subscription.isPresent() != name.isPresent()) {
      throw new InvalidInput(
          subscription.isPresent() ? "resourceGroup" : "subscriptionId",
          "Give subscriptionId and resourceGroup together.");
    }
    return subscription.flatMap(id -> name.map(group -> new AzureSetup.Group(id, group)));
  }

  private Optional<NewPlace> creation(String flag) {
    Optional<Integer> expireAfterDays = value("expireAfterDays").map(Integer.class::cast);
    if (value(flag).map(Boolean.class::cast).orElse(false)) {
      return Optional.of(new NewPlace(expireAfterDays));
    }
    if (expireAfterDays.isPresent()) {
      throw new InvalidInput(
          "expireAfterDays", "expireAfterDays is for what is created: add " + flag + ".");
    }
    return Optional.empty();
  }

  private Optional<String> text(String field) {
    return value(field).map(String.class::cast);
  }

  private Optional<Object> value(String field) {
    return Optional.ofNullable(data.get(field));
  }
}
