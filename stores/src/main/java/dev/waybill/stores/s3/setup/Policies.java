package dev.waybill.stores.s3.setup;

import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The policies, each no wider than a delivery needs. */
final class Policies {
  private static final String VERSION = "2012-10-17";
  private static final List<String> KMS_ACTIONS = List.of("kms:GenerateDataKey", "kms:Decrypt");

  private final S3Setup setup;

  Policies(S3Setup setup) {
    this.setup = setup;
  }

  /** What the role may do: put objects into the folder, and have them encrypted. */
  Fields permission() {
    List<Fields> statements = new ArrayList<>();
    statements.add(put(setup.options(), setup.folder().objects(setup.partition())));
    setup.key().map(Policies::encrypt).ifPresent(statements::add);
    return policy(statements);
  }

  /** Lets objects of a folder be put. */
  static Fields put(Set<PutOption> options, String objects) {
    return allow("PutAuditEvents").with("Action", putActions(options)).with("Resource", objects);
  }

  /** Lets objects be encrypted with a key. */
  static Fields encrypt(KmsKeyArn key) {
    return allow("EncryptAuditEvents")
        .with("Action", Node.texts(KMS_ACTIONS))
        .with("Resource", key.value())
        .with("Condition", viaS3(key));
  }

  /** Who may have the role. */
  static Fields trust(Trust trust) {
    return policy(List.of(assumedBy(new Node.Text(trust.principal().value()), trust.externalId())));
  }

  /** Lets a role be assumed. */
  static Fields assumedBy(Node principal, UUID externalId) {
    return allow("AssumedByWaybill")
        .with("Principal", aws(principal))
        .with("Action", "sts:AssumeRole")
        .with("Condition", knowing(externalId));
  }

  /** The condition that whoever assumes a role knows its external id. */
  static Fields knowing(UUID externalId) {
    return condition("StringEquals", "sts:ExternalId", new Node.Text(externalId.toString()));
  }

  /** A bucket policy of these statements alone, for a bucket that has none. */
  Fields bucket(Node roleArn) {
    return policy(List.of(tlsOnly(), putBy(roleArn)));
  }

  /** Refuses whatever does not come by TLS. */
  Fields tlsOnly() {
    String arn = setup.folder().bucketArn(setup.partition());
    return Fields.of()
        .with("Sid", "OnlyOverTls")
        .with("Effect", "Deny")
        .with("Principal", "*")
        .with("Action", "s3:*")
        .with("Resource", Node.texts(List.of(arn, arn + "/*")))
        .with("Condition", condition("Bool", "aws:SecureTransport", new Node.Text("false")));
  }

  /** The bucket's side of {@link #permission}. */
  Fields putBy(Node roleArn) {
    return allow("WaybillPutsAuditEvents")
        .with("Principal", aws(roleArn))
        .with("Action", putActions(setup.options()))
        .with("Resource", setup.folder().objects(setup.partition()));
  }

  /** The key's side of {@link #permission}; in a key's policy {@code *} is the key itself. */
  static Fields keyUsedBy(Node roleArn, KmsKeyArn key) {
    return allow("WaybillEncryptsAuditEvents")
        .with("Principal", aws(roleArn))
        .with("Action", Node.texts(KMS_ACTIONS))
        .with("Resource", "*")
        .with("Condition", viaS3(key));
  }

  private static Node putActions(Set<PutOption> options) {
    List<String> actions = new ArrayList<>(List.of("s3:PutObject"));
    options.stream().map(PutOption::action).sorted().forEach(actions::add);
    return Node.texts(actions);
  }

  private static Fields viaS3(KmsKeyArn key) {
    return condition("StringEquals", "kms:ViaService", Node.texts(key.viaS3()));
  }

  private static Fields policy(List<Fields> statements) {
    return Fields.of().with("Version", VERSION).with("Statement", Node.items(statements));
  }

  private static Fields allow(String sid) {
    return Fields.of().with("Sid", sid).with("Effect", "Allow");
  }

  private static Fields aws(Node principal) {
    return Fields.of().with("AWS", principal);
  }

  private static Fields condition(String operator, String key, Node value) {
    return Fields.of().with(operator, Fields.of().with(key, value));
  }
}
