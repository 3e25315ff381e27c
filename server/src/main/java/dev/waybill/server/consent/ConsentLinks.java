package dev.waybill.server.consent;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.stores.azure.AzureApplication;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The service's own identities, and where customers consent to its application. */
public final class ConsentLinks implements SharedIdentities {
  /** Where Microsoft sends administrators back to. */
  static final String PATH = "/azure/consent";

  private final Optional<AzureApplication> application;
  private final ConsentUrls urls;
  private final StorageIntegrations integrations;
  private final Supplier<Optional<String>> serviceAccount;

  /**
   * The identities of the settings.
   *
   * @param origin where browsers reach this service; empty if that is not known, so that nobody can
   *     come back from a consent
   */
  public ConsentLinks(
      Optional<AzureApplication> application,
      Optional<PublicOrigin> origin,
      StorageIntegrations integrations,
      Supplier<Optional<String>> serviceAccount,
      TimeSource time) {
    this.application = requireNonNull(application, "application is null");
    this.urls = new ConsentUrls(application, origin, time);
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.serviceAccount = requireNonNull(serviceAccount, "serviceAccount is null");
  }

  @Override
  public Optional<String> applicationName() {
    return application.map(AzureApplication::name);
  }

  @Override
  public Optional<String> applicationId() {
    return application.map(AzureApplication::clientId);
  }

  @Override
  public Optional<String> consentUrl(TenantId tenant, IntegrationId integration) {
    return integrations
        .credentials(tenant, integration)
        .flatMap(ConsentLinks::ofEntra)
        .flatMap(urls::of);
  }

  @Override
  public Optional<String> serviceAccount() {
    return serviceAccount.get();
  }

  static Optional<EntraApplication> ofEntra(Credentials credentials) {
    return credentials instanceof EntraApplication application
        ? Optional.of(application)
        : Optional.empty();
  }
}
