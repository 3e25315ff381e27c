package dev.waybill.server.graphql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For whom something is to be set up, as far as it exists.
 *
 * @param integration named, or that of the export that is named
 * @param draft named
 */
record SetupTarget(Optional<StorageIntegration> integration, Optional<IntegrationDraft> draft) {

  /**
   * What {@code configurationId} or {@code storageIntegrationId} names, if one is given.
   *
   * @throws InvalidInput if both are
   */
  static SetupTarget of(Map<String, @Nullable Object> data, ExportReader exports, TenantId tenant) {
    Optional<ConfigurationId> export = text(data, "configurationId").map(Ids::configuration);
    Optional<IntegrationId> id = text(data, "storageIntegrationId").map(Ids::integration);
    if (export.isPresent() && id.isPresent()) {
      throw new InvalidInput(
          "storageIntegrationId", "Give either configurationId or storageIntegrationId.");
    }
    Optional<IntegrationDraft> draft = id.flatMap(given -> exports.draft(tenant, given));
    return new SetupTarget(
        export
            .map(given -> exports.integration(tenant, given))
            .or(
                () ->
                    id.filter(_ -> draft.isEmpty())
                        .map(given -> exports.integration(tenant, given))),
        draft);
  }

  private static Optional<String> text(Map<String, @Nullable Object> data, String field) {
    return Optional.ofNullable(data.get(field)).map(String.class::cast);
  }
}
