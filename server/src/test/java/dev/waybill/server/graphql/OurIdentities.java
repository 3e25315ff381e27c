package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationId;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.tenant.TenantId;
import java.util.Optional;

/** A service that has an identity at each cloud. */
final class OurIdentities implements SharedIdentities {
  static final String SERVICE_ACCOUNT = "waybill@service.iam.gserviceaccount.com";

  @Override
  public Optional<String> applicationName() {
    return Optional.of("Waybill of the service");
  }

  @Override
  public Optional<String> applicationId() {
    return Optional.of("b5b0a1a5-6d6c-4b5e-9d3a-0a8f0c6f7f11");
  }

  @Override
  public Optional<String> consentUrl(TenantId tenant, IntegrationId integration) {
    return Optional.of("https://login.example/" + tenant + "?state=" + integration);
  }

  @Override
  public Optional<String> serviceAccount() {
    return Optional.of(SERVICE_ACCOUNT);
  }
}
