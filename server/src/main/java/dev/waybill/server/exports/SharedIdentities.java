package dev.waybill.server.exports;

import dev.waybill.integration.IntegrationId;
import dev.waybill.tenant.TenantId;
import java.util.Optional;

/** The service's own identities at clouds, which all tenants let in; what there is not is empty. */
public interface SharedIdentities {
  /** Under which customers see the application of Microsoft Entra ID. */
  Optional<String> applicationName();

  /** The application's client id. */
  Optional<String> applicationId();

  /**
   * Where an administrator of the customer's directory consents to the application; the way back
   * leads to the service.
   *
   * @param integration a storage integration of the tenant's with that application; empty if it is
   *     none
   */
  Optional<String> consentUrl(TenantId tenant, IntegrationId integration);

  /** The address of the service account of Google Cloud, as far as its identity tells. */
  Optional<String> serviceAccount();
}
