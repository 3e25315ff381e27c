package dev.waybill.server.exports;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.tenant.TenantId;

/** Which storage integration an export may use. */
final class Linking {
  private Linking() {}

  /**
   * The integration to which an export is to be attached.
   *
   * @throws Refused if there is none, or only a draft
   */
  static StorageIntegration target(
      StorageIntegrations integrations, TenantId tenant, IntegrationId id) {
    return integrations.find(tenant, id).orElseThrow(() -> refusal(integrations, tenant, id));
  }

  private static Refused refusal(
      StorageIntegrations integrations, TenantId tenant, IntegrationId id) {
    return integrations.draft(tenant, id).isPresent()
        ? Refused.conflict(
            "storageIntegrationId",
            "The storage integration is a draft: give its destination with"
                + " updateStorageIntegrationDestination first.")
        : Refused.notFound("storageIntegrationId", "storage integration");
  }
}
