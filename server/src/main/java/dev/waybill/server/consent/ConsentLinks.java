package dev.waybill.server.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The service's own identities, and where customers consent to its application. */
public final class ConsentLinks implements SharedIdentities {
  /** Where Microsoft sends administrators back to. */
  static final String PATH = "/azure/consent";

  /** Asks for nothing but to be known there: what it may do, roles of the customer's say. */
  private static final String SCOPE = "openid";

  private final Optional<AzureApplication> application;
  private final Optional<PublicOrigin> origin;
  private final StorageIntegrations integrations;
  private final Supplier<Optional<String>> serviceAccount;
  private final TimeSource time;

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
    this.origin = requireNonNull(origin, "origin is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.serviceAccount = requireNonNull(serviceAccount, "serviceAccount is null");
    this.time = requireNonNull(time, "time is null");
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
    return application.flatMap(
        ours ->
            origin.flatMap(
                back ->
                    integrations
                        .credentials(tenant, integration)
                        .flatMap(ConsentLinks::ofEntra)
                        .map(theirs -> url(ours, back, theirs, time.now()))));
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

  private static String url(
      AzureApplication ours, PublicOrigin back, EntraApplication theirs, Instant now) {
    return ours.authority().toString().replaceFirst("/+$", "")
        + "/"
        + theirs.directory()
        + "/v2.0/adminconsent?client_id="
        + encode(ours.clientId())
        + "&scope="
        + SCOPE
        + "&redirect_uri="
        + encode(back.url(PATH))
        + "&state="
        + encode(ConsentState.of(theirs.ownership(), now).text());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
