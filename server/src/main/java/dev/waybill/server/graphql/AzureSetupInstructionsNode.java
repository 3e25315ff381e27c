package dev.waybill.server.graphql;

import dev.waybill.integration.IntegrationId;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.stores.azure.setup.AzureSetup;
import dev.waybill.stores.azure.setup.ClientId;
import dev.waybill.stores.azure.setup.EntraDocuments;
import dev.waybill.stores.azure.setup.SasDocuments;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The schema's {@code AzureSetupInstructions}. */
record AzureSetupInstructionsNode(
    AzureAuthentication authentication,
    Optional<String> applicationId,
    Optional<String> applicationName,
    Optional<String> consentUrl,
    Optional<String> entraTenantId,
    List<String> egressAddresses,
    Optional<String> roleDefinition,
    Optional<String> roleAssignment,
    Optional<String> script,
    Optional<String> terraform,
    List<String> notes) {

  static AzureSetupInstructionsNode bySasToken(
      AzureSetup setup, int days, List<String> egressAddresses) {
    var documents = new SasDocuments(setup, days);
    return new AzureSetupInstructionsNode(
        AzureAuthentication.SAS_TOKEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        egressAddresses,
        Optional.empty(),
        Optional.empty(),
        Optional.of(documents.script()),
        Optional.of(documents.terraform()),
        documents.notes());
  }

  /**
   * @param integration by which the application comes there, as far as there is one
   */
  static AzureSetupInstructionsNode byApplication(
      AzureSetup setup,
      Optional<EntraDirectory> directory,
      SharedIdentities identities,
      TenantId tenant,
      Optional<IntegrationId> integration,
      List<String> egressAddresses) {
    Optional<String> application = identities.applicationId();
    var documents = new EntraDocuments(setup, application.map(ClientId::new), directory);
    List<String> notes = new ArrayList<>();
    if (application.isEmpty()) {
      notes.add(
          "The operator of this service has no application of Microsoft Entra ID, so there is nothing"
              + " to let in: use a SAS token instead.");
    }
    notes.add(ConfirmationNote.of(integration));
    notes.addAll(documents.notes());
    return new AzureSetupInstructionsNode(
        AzureAuthentication.ENTRA_APP,
        application,
        identities.applicationName(),
        integration.flatMap(id -> identities.consentUrl(tenant, id)),
        directory.map(EntraDirectory::id),
        egressAddresses,
        Optional.of(documents.roleDefinition()),
        Optional.of(documents.roleAssignment()),
        documents.script(),
        documents.terraform(),
        List.copyOf(notes));
  }
}
