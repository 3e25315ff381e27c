package dev.waybill.server.portal.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.exports.AzurePlace;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.GcsPlace;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.portal.destinations.SentForm;
import dev.waybill.server.portal.setup.Instructions.Fact;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.azure.setup.AzureSetup;
import dev.waybill.stores.azure.setup.ClientId;
import dev.waybill.stores.azure.setup.EntraDocuments;
import dev.waybill.stores.azure.setup.SasDocuments;
import dev.waybill.stores.gcs.setup.GcsDocuments;
import dev.waybill.stores.gcs.setup.GcsSetup;
import dev.waybill.stores.gcs.setup.Member;
import dev.waybill.stores.s3.setup.AccountId;
import dev.waybill.stores.s3.setup.BucketFolder;
import dev.waybill.stores.s3.setup.KmsKeyArn;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.stores.s3.setup.RoleName;
import dev.waybill.stores.s3.setup.S3Setup;
import dev.waybill.stores.s3.setup.SetupDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Says what a tenant does at its provider, with the ids of its own filled in. */
public final class SetupGuide {
  private final SetupTerms terms;
  private final SharedIdentities identities;

  public SetupGuide(SetupTerms terms, SharedIdentities identities) {
    this.terms = requireNonNull(terms, "terms is null");
    this.identities = requireNonNull(identities, "identities is null");
  }

  /**
   * For a place.
   *
   * @param sent what was put into the form, or would stand there
   * @param externalId that of the storage integration
   * @throws dev.waybill.fault.InvalidInput if there can be no such place; the field says which part
   */
  public Instructions of(DestinationKind kind, SentForm sent, UUID externalId) {
    return switch (kind) {
      case S3_ASSUMED_ROLE -> role(sent, externalId);
      case S3_ACCESS_KEY -> accessKey(sent, externalId);
      case ADLS_SAS_TOKEN -> sasToken(sent);
      case ADLS_ENTRA_APP -> application(sent);
      case GCS -> google(sent, new Member.Shared(identities.serviceAccount()));
      case GCS_SERVICE_ACCOUNT_KEY -> google(sent, Member.Own.DEFAULT);
      case DIRECTORY -> directory(sent);
    };
  }

  private Instructions role(SentForm sent, UUID externalId) {
    var documents = new SetupDocuments(s3(sent, externalId));
    List<Fact> facts = new ArrayList<>();
    terms
        .principal()
        .map(PrincipalArn::value)
        .ifPresent(principal -> facts.add(new Fact("Principal", principal)));
    facts.add(new Fact("External id", externalId.toString()));
    terms
        .roleNamePrefix()
        .ifPresent(prefix -> facts.add(new Fact("The role's name begins with", prefix)));
    List<SetupDocument> all = new ArrayList<>();
    add(all, "Script for the AWS command line", "waybill-setup.sh", documents.script());
    add(all, "CloudFormation template", "waybill.yaml", documents.cloudFormation());
    add(all, "Terraform module", "waybill.tf", documents.terraform());
    add(all, "Trust policy of the role", "trust-policy.json", documents.trustPolicy());
    all.addAll(policies(documents));
    return instructions(facts, all, documents.notes());
  }

  private Instructions accessKey(SentForm sent, UUID externalId) {
    if (sent.text("endpoint").isPresent()) {
      return instructions(
          List.of(),
          List.of(),
          List.of(
              "Make an access key that may put objects (s3:PutObject) below this folder, and do"
                  + " nothing else."));
    }
    var documents = new SetupDocuments(s3(sent, externalId));
    return instructions(List.of(), policies(documents), documents.notes());
  }

  private static List<SetupDocument> policies(SetupDocuments documents) {
    List<SetupDocument> policies = new ArrayList<>();
    add(
        policies,
        "Permission policy",
        "permission-policy.json",
        Optional.of(documents.permissionPolicy()));
    add(
        policies,
        "Statements to merge into the bucket's policy",
        "bucket-policy-statements.json",
        Optional.of(documents.bucketPolicyStatements()));
    add(
        policies,
        "Statement to add to the key's policy",
        "key-policy-statement.json",
        documents.keyPolicyStatement());
    return policies;
  }

  private S3Setup s3(SentForm sent, UUID externalId) {
    return new S3Setup(
        new BucketFolder(sent.text("bucket").orElse(""), path(sent)),
        sent.text("region"),
        sent.text("kmsKeyArn").map(KmsKeyArn::new),
        RoleName.of(sent.text("roleName"), terms.roleNamePrefix()),
        sent.text("accountId").map(AccountId::new),
        terms.trust(externalId),
        Set.of(),
        Optional.empty());
  }

  private Instructions sasToken(SentForm sent) {
    var documents = new SasDocuments(azure(sent), SasDocuments.DEFAULT_DAYS);
    return instructions(
        List.of(),
        List.of(
            new SetupDocument(
                "Script for the Azure command line", "waybill-sas.sh", documents.script()),
            new SetupDocument("Terraform module", "waybill.tf", documents.terraform())),
        documents.notes());
  }

  private Instructions application(SentForm sent) {
    Optional<String> application = identities.applicationId();
    var documents =
        new EntraDocuments(
            azure(sent),
            application.map(ClientId::new),
            sent.text("entraTenantId").map(EntraDirectory::new));
    List<Fact> facts = new ArrayList<>();
    identities.applicationName().ifPresent(name -> facts.add(new Fact("Application", name)));
    application.ifPresent(id -> facts.add(new Fact("Application id", id)));
    List<SetupDocument> all = new ArrayList<>();
    add(all, "Script for the Azure command line", "waybill-setup.sh", documents.script());
    add(all, "Terraform module", "waybill.tf", documents.terraform());
    add(all, "Custom role", "role-definition.json", Optional.of(documents.roleDefinition()));
    add(all, "Role assignment", "role-assignment.json", Optional.of(documents.roleAssignment()));
    return instructions(facts, all, documents.notes());
  }

  private static AzureSetup azure(SentForm sent) {
    return new AzureSetup(
        new AzurePlace(
                Optional.empty(),
                sent.text("storageAccount"),
                sent.text("fileSystem"),
                sent.text("path"))
            .location(),
        Optional.empty(),
        Optional.empty());
  }

  private Instructions google(SentForm sent, Member member) {
    var documents =
        new GcsDocuments(
            new GcsSetup(
                new GcsPlace(Optional.empty(), sent.text("bucket"), sent.text("path")).location(),
                sent.text("project"),
                member,
                Optional.empty(),
                Optional.empty()));
    List<Fact> facts =
        member instanceof Member.Shared(Optional<String> account)
            ? account.map(address -> new Fact("Service account", address)).stream().toList()
            : List.of();
    List<SetupDocument> all = new ArrayList<>();
    add(all, "Script for the Google Cloud command line", "waybill-setup.sh", documents.script());
    add(all, "Terraform module", "waybill.tf", documents.terraform());
    add(all, "Custom role", "custom-role.json", Optional.of(documents.customRole()));
    add(all, "What the bucket's policy gains", "bindings.json", Optional.of(documents.bindings()));
    return instructions(facts, all, documents.notes());
  }

  private static Instructions directory(SentForm sent) {
    path(sent);
    return new Instructions(
        List.of(),
        List.of(),
        List.of("The service writes there itself: there is nothing to set up."));
  }

  private static StoragePath path(SentForm sent) {
    return new StoragePath(sent.text("path").orElse(""));
  }

  private Instructions instructions(
      List<Fact> facts, List<SetupDocument> documents, List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    if (!terms.egressAddresses().isEmpty()) {
      all.add(
          "If a firewall guards the storage, let these addresses in: "
              + String.join(", ", terms.egressAddresses())
              + ".");
    }
    return new Instructions(facts, documents, all);
  }

  private static void add(
      List<SetupDocument> documents, String title, String file, Optional<String> text) {
    text.ifPresent(content -> documents.add(new SetupDocument(title, file, content)));
  }
}
