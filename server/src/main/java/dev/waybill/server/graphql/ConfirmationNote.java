package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationId;
import dev.waybill.storage.PlaceProof;
import java.util.Optional;

/** What remains to be done where the service comes with one identity for all tenants. */
final class ConfirmationNote {
  private ConfirmationNote() {}

  static String of(Optional<IntegrationId> integration) {
    return "Nothing is delivered before you have confirmed that the place is yours: when a connection"
        + " test has succeeded in putting it, read "
        + integration
            .map(id -> "the object " + PlaceProof.key(id.value()).value())
            .orElse("the object .waybill.confirm.<storage integration's id>")
        + " below the path and give its text to confirmDestination ('waybill audit exportConfig"
        + " confirm').";
  }
}
