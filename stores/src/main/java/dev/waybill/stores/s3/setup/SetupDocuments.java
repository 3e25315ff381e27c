package dev.waybill.stores.s3.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.stores.setup.JsonText;
import dev.waybill.stores.setup.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documents by which a customer lets the service put objects, ready to use. */
public final class SetupDocuments {
  private static final String MERGE =
      "Merge these statements into the bucket's policy: a bucket has one policy, and putting these"
          + " alone would remove what is there. The first refuses everybody who comes without TLS,"
          + " also those who do so today.";

  private final S3Setup setup;
  private final Policies policies;

  public SetupDocuments(S3Setup setup) {
    this.setup = requireNonNull(setup, "setup is null");
    this.policies = new Policies(setup);
  }

  /** The role's permissions, as JSON. */
  public String permissionPolicy() {
    return JsonText.of(policies.permission());
  }

  /** Whom the role trusts, as JSON; empty as long as that is not known. */
  public Optional<String> trustPolicy() {
    return setup.trust().map(Policies::trust).map(JsonText::of);
  }

  /** Statements to merge into the bucket's policy, as a JSON array. */
  public String bucketPolicyStatements() {
    List<Node> statements = new ArrayList<>(List.of(policies.tlsOnly()));
    setup.roleArn().map(Node.Text::new).map(policies::putBy).ifPresent(statements::add);
    return JsonText.of(Node.items(statements));
  }

  /** What to mind with them. */
  public String bucketPolicyWarning() {
    return MERGE;
  }

  /** A statement to add to the key's policy, as JSON; empty without a key or an account. */
  public Optional<String> keyPolicyStatement() {
    return setup
        .key()
        .flatMap(key -> setup.roleArn().map(arn -> Policies.keyUsedBy(new Node.Text(arn), key)))
        .map(JsonText::of);
  }

  /** A bash script that sets everything up with the AWS CLI; empty without trust. */
  public Optional<String> script() {
    return setup.trust().map(trust -> new ShellScript(setup, trust).text());
  }

  /** A CloudFormation template, as YAML; empty without trust. */
  public Optional<String> cloudFormation() {
    return setup.trust().map(trust -> new CloudFormation(setup, trust).text());
  }

  /** A Terraform module of one file; empty without trust. */
  public Optional<String> terraform() {
    return setup.trust().map(trust -> new Terraform(setup, trust).text());
  }

  /** What to know about the documents, one or two sentences each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (setup.account().isEmpty()) {
      notes.add(
          "Without accountId (--account) no statement names the role. If bucket"
              + (setup.key().isPresent() ? ", key" : "")
              + " and role are in one account, the role's own policy is enough; else give accountId.");
    }
    if (setup.key().isPresent()) {
      notes.add(
          "The key's policy must let the role use the key, by a statement of its own or by the usual"
              + " one that leaves it to the account's IAM policies.");
    }
    if (setup.creation().isEmpty()) {
      notes.add(
          "The bucket should block public access, encrypt, take TLS only, and abort unfinished"
              + " multipart uploads after a day; all that is part of a bucket created with these"
              + " documents.");
    }
    return List.copyOf(notes);
  }
}
