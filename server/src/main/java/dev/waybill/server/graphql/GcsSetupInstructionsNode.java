package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationId;
import dev.waybill.stores.gcs.setup.GcsDocuments;
import dev.waybill.stores.gcs.setup.GcsSetup;
import dev.waybill.stores.gcs.setup.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The schema's {@code GcsSetupInstructions}. */
record GcsSetupInstructionsNode(
    GcsAuthentication authentication,
    Optional<String> serviceAccount,
    List<String> egressAddresses,
    String customRole,
    String bindings,
    Optional<String> script,
    Optional<String> terraform,
    List<String> notes) {

  /**
   * @param integration by which the service comes there, as far as there is one
   */
  static GcsSetupInstructionsNode of(
      GcsSetup setup, Optional<IntegrationId> integration, List<String> egressAddresses) {
    var documents = new GcsDocuments(setup);
    List<String> notes = new ArrayList<>();
    if (setup.member() instanceof Member.Shared(Optional<String> shared)) {
      if (shared.isEmpty()) {
        notes.add(
            "The operator of this service has no identity at Google Cloud, or one that does not tell"
                + " its address: use a key of a service account of yours instead.");
      }
      notes.add(ConfirmationNote.of(integration));
    }
    notes.addAll(documents.notes());
    return new GcsSetupInstructionsNode(
        setup.member() instanceof Member.Shared
            ? GcsAuthentication.GRANT
            : GcsAuthentication.SERVICE_ACCOUNT_KEY,
        setup.member() instanceof Member.Shared(Optional<String> shared)
            ? shared
            : Optional.empty(),
        egressAddresses,
        documents.customRole(),
        documents.bindings(),
        documents.script(),
        documents.terraform(),
        List.copyOf(notes));
  }
}
