package dev.waybill.server.graphql;

import dev.waybill.server.exports.SetupTerms;
import dev.waybill.stores.s3.setup.KmsKeyArn;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.stores.s3.setup.PutOption;
import dev.waybill.stores.s3.setup.S3Setup;
import dev.waybill.stores.s3.setup.SetupDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The schema's {@code SetupInstructions}. */
record SetupInstructionsNode(
    Optional<String> principal,
    Optional<String> externalId,
    String signingKeyId,
    List<String> egressAddresses,
    Optional<String> kmsKeyArn,
    boolean bucketOwnerFullControl,
    String roleName,
    Optional<String> roleNamePrefix,
    String permissionPolicy,
    Optional<String> trustPolicy,
    String bucketPolicyStatements,
    String bucketPolicyWarning,
    Optional<String> keyPolicyStatement,
    Optional<String> script,
    Optional<String> cloudFormation,
    Optional<String> terraform,
    List<String> notes) {

  static SetupInstructionsNode of(
      S3Setup setup, SetupTerms terms, Optional<UUID> externalId, String signingKeyId) {
    var documents = new SetupDocuments(setup);
    List<String> notes = new ArrayList<>();
    if (terms.principal().isEmpty()) {
      notes.add(
          "The operator has not said as whom this service asks AWS for a role (setup.s3-principal), so"
              + " there is no trust policy yet. An access key needs the permission policy alone.");
    }
    if (externalId.isEmpty()) {
      notes.add(
          "An external id belongs to a storage integration: create one with createStorageIntegration,"
              + " as a draft, and ask again with its id as storageIntegrationId; or create the export"
              + " with the ARN that the role will have, and ask again with its id as"
              + " configurationId.");
    }
    notes.addAll(documents.notes());
    return new SetupInstructionsNode(
        terms.principal().map(PrincipalArn::value),
        externalId.map(UUID::toString),
        signingKeyId,
        terms.egressAddresses(),
        setup.key().map(KmsKeyArn::value),
        setup.options().contains(PutOption.ACL),
        setup.role().value(),
        terms.roleNamePrefix(),
        documents.permissionPolicy(),
        documents.trustPolicy(),
        documents.bucketPolicyStatements(),
        documents.bucketPolicyWarning(),
        documents.keyPolicyStatement(),
        documents.script(),
        documents.cloudFormation(),
        documents.terraform(),
        List.copyOf(notes));
  }
}
