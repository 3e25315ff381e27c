package dev.waybill.server.portal.integrations;

import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.IntegrationView;
import dev.waybill.server.portal.destinations.ConnectionView;
import dev.waybill.server.portal.destinations.KindWords;
import java.util.Map;

/**
 * A storage integration as it is listed.
 *
 * @param link to its page, or to where a draft's set-up goes on
 * @param exports how many use it
 */
record IntegrationRow(
    String name,
    String link,
    String kind,
    String place,
    String tone,
    String word,
    String problem,
    String advice,
    long exports) {

  /**
   * @param exports how many each integration has
   */
  static IntegrationRow of(IntegrationView view, Map<IntegrationId, Long> exports) {
    return switch (view) {
      case IntegrationView.Draft(IntegrationDraft draft) ->
          new IntegrationRow(
              draft.name().orElse("Draft"),
              "/integrations/" + draft.id(),
              "",
              "No place yet",
              "off",
              "Draft",
              "",
              "",
              0);
      case IntegrationView.Complete(StorageIntegration integration) -> of(integration, exports);
    };
  }

  private static IntegrationRow of(
      StorageIntegration integration, Map<IntegrationId, Long> exports) {
    DestinationKind kind = DestinationKind.of(integration);
    ConnectionView connection = ConnectionView.of(integration.lastTest(), kind);
    return new IntegrationRow(
        integration.name(),
        "/integrations/" + integration.id(),
        KindWords.title(kind),
        integration.location().toString(),
        connection.tone(),
        connection.word(),
        connection.sentence(),
        connection.advice(),
        exports.getOrDefault(integration.id(), 0L));
  }
}
