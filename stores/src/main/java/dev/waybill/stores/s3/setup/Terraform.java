package dev.waybill.stores.s3.setup;

import static dev.waybill.stores.setup.HclText.quoted;

import dev.waybill.stores.setup.HclText;
import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Code;
import java.util.List;

/** A module of Terraform, in one file. */
final class Terraform {
  static final Node ROLE_ARN = new Code("aws_iam_role.waybill.arn");

  private final S3Setup setup;
  private final Trust trust;
  private final Policies policies;

  Terraform(S3Setup setup, Trust trust) {
    this.setup = setup;
    this.trust = trust;
    this.policies = new Policies(setup);
  }

  String text() {
    return """
    # Lets Waybill put audit events into a bucket.
    terraform {
      required_providers {
        aws = {
          source  = "hashicorp/aws"
          version = ">= 5.0"
        }
      }
    }

    resource "aws_iam_role" "waybill" {
      name               = %s
      assume_role_policy = %s
    }

    resource "aws_iam_role_policy" "waybill" {
      name   = "waybill-put"
      role   = aws_iam_role.waybill.id
      policy = %s
    }

    output "role_arn" {
      value = aws_iam_role.waybill.arn
    }
    """
            .formatted(
                quoted(setup.role().value()),
                json(Policies.trust(trust)),
                json(policies.permission()))
        + setup
            .creation()
            .map(creation -> new TerraformBucket(setup, creation, trust).text())
            .orElseGet(this::statementsToMerge)
        + setup.key().map(Terraform::keyStatement).orElse("");
  }

  static String json(Node node) {
    return "jsonencode(" + HclText.of(node, 2) + ")";
  }

  private String statementsToMerge() {
    return """

    # The bucket exists and has one policy; aws_s3_bucket_policy would replace it. Merge these statements instead.
    output "bucket_policy_statements_to_merge" {
      value = %s
    }
    """
        .formatted(json(Node.items(List.of(policies.tlsOnly(), policies.putBy(ROLE_ARN)))));
  }

  private static String keyStatement(KmsKeyArn key) {
    return """

    # For the key's policy; not needed if that leaves access to the account's IAM policies.
    output "key_policy_statement_to_merge" {
      value = %s
    }
    """
        .formatted(json(Policies.keyUsedBy(ROLE_ARN, key)));
  }
}
