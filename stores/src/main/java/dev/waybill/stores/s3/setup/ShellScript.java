package dev.waybill.stores.s3.setup;

import static dev.waybill.stores.setup.ShellText.json;
import static dev.waybill.stores.setup.ShellText.quoted;

import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Fields;
import dev.waybill.stores.setup.ShellText;
import java.util.List;

/** Sets everything up with the AWS CLI. */
final class ShellScript {
  private static final Node ROLE_ARN = ShellText.variable("role_arn");

  private final S3Setup setup;
  private final Trust trust;
  private final Policies policies;

  ShellScript(S3Setup setup, Trust trust) {
    this.setup = setup;
    this.trust = trust;
    this.policies = new Policies(setup);
  }

  String text() {
    return start()
        + setup
            .creation()
            .map(creation -> new BucketScript(setup, creation, trust).text())
            .orElse("")
        + role()
        + setup.creation().map(_ -> newBucketPolicy()).orElseGet(this::statementsToMerge)
        + setup.key().map(ShellScript::keyStatement).orElse("")
        + "printf 'The role is %s\\n' \"$role_arn\"\n";
  }

  private String start() {
    return """
    #!/usr/bin/env bash
    # Lets Waybill put audit events into a bucket. Run it once, with version 2 of the AWS CLI, as somebody who
    # may create roles. It stops at the first thing that fails, also if the role exists.
    set -euo pipefail

    bucket=%s
    role_name=%s
    account=$(aws sts get-caller-identity --query Account --output text)
    %srole_arn="arn:%s:iam::$account:role/$role_name"
    """
        .formatted(
            quoted(setup.folder().bucket()),
            quoted(setup.role().value()),
            setup.account().map(ShellScript::rightAccount).orElse(""),
            setup.partition());
  }

  private static String rightAccount(AccountId account) {
    return """
    if [[ $account != %1$s ]]; then
      printf 'These are credentials of account %%s, not of %1$s\\n' "$account" >&2
      exit 1
    fi
    """
        .formatted(account);
  }

  private String role() {
    return """

    # The role: Waybill may have it, and with it put objects into the folder.
    trust_policy=%s
    permission_policy=%s
    aws iam create-role --role-name "$role_name" --assume-role-policy-document "$trust_policy" >/dev/null
    aws iam put-role-policy --role-name "$role_name" --policy-name waybill-put --policy-document "$permission_policy"
    aws iam wait role-exists --role-name "$role_name"
    """
        .formatted(json(Policies.trust(trust)), json(policies.permission()));
  }

  private String newBucketPolicy() {
    return """

    # The bucket's policy. It takes some seconds until a new role may be named there.
    bucket_policy=%s
    for attempt in 1 2 3 4 5 6; do
      if aws s3api put-bucket-policy --bucket "$bucket" --policy "$bucket_policy"; then
        break
      elif [[ $attempt == 6 ]]; then
        exit 1
      fi
      sleep 5
    done
    """
        .formatted(json(policies.bucket(ROLE_ARN)));
  }

  private String statementsToMerge() {
    Fields tlsOnly = policies.tlsOnly();
    return """

    # The bucket has one policy, and putting another would remove what is there: so these are only shown.
    statements=%s
    printf 'Merge these statements into the policy of the bucket:\\n%%s\\n' "$statements"
    """
        .formatted(json(Node.items(List.of(tlsOnly, policies.putBy(ROLE_ARN)))));
  }

  private static String keyStatement(KmsKeyArn key) {
    return """

    # The same holds for the key; nothing is needed if its policy leaves access to the account's IAM policies.
    key_statement=%s
    printf 'Add this statement to the policy of the key:\\n%%s\\n' "$key_statement"
    """
        .formatted(json(Policies.keyUsedBy(ROLE_ARN, key)));
  }
}
