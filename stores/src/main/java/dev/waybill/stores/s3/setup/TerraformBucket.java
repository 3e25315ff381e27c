package dev.waybill.stores.s3.setup;

import static dev.waybill.stores.s3.setup.Terraform.json;
import static dev.waybill.stores.setup.HclText.quoted;

import dev.waybill.stores.setup.Node.Code;

/** The part of the module that creates the bucket as it should be. */
final class TerraformBucket {
  private final S3Setup setup;
  private final NewBucket creation;
  private final Alarm alarm;
  private final Policies policies;

  TerraformBucket(S3Setup setup, NewBucket creation, Trust trust) {
    this.setup = setup;
    this.creation = creation;
    this.alarm = Alarm.of(creation.interval(), trust);
    this.policies = new Policies(setup);
  }

  String text() {
    return bucket() + encryption() + lifecycle() + policy() + log() + alarm();
  }

  private String bucket() {
    return """

    resource "aws_s3_bucket" "audit" {
      bucket = %s
      lifecycle {
        prevent_destroy = true
      }
    }

    resource "aws_s3_bucket_public_access_block" "audit" {
      bucket                  = aws_s3_bucket.audit.id
      block_public_acls       = true
      ignore_public_acls      = true
      block_public_policy     = true
      restrict_public_buckets = true
    }

    resource "aws_s3_bucket_ownership_controls" "audit" {
      bucket = aws_s3_bucket.audit.id
      rule {
        object_ownership = "BucketOwnerEnforced"
      }
    }

    resource "aws_s3_bucket_versioning" "audit" {
      bucket = aws_s3_bucket.audit.id
      versioning_configuration {
        status = "Enabled"
      }
    }
    """
        .formatted(quoted(setup.folder().bucket()));
  }

  private String encryption() {
    return """

    resource "aws_s3_bucket_server_side_encryption_configuration" "audit" {
      bucket = aws_s3_bucket.audit.id
      rule {
        apply_server_side_encryption_by_default {
          %s
        }%s
      }
    }
    """
        .formatted(
            setup
                .key()
                .map(
                    key ->
                        """
                        sse_algorithm     = "aws:kms"
                              kms_master_key_id = %s"""
                            .formatted(quoted(key.value())))
                .orElse("sse_algorithm = \"AES256\""),
            setup.key().isPresent() ? "\n    bucket_key_enabled = true" : "");
  }

  private String lifecycle() {
    return """

    # A deleted object can be brought back for 30 days.
    resource "aws_s3_bucket_lifecycle_configuration" "audit" {
      bucket     = aws_s3_bucket.audit.id
      depends_on = [aws_s3_bucket_versioning.audit]
      rule {
        id     = "abort-unfinished-uploads"
        status = "Enabled"
        filter {}
        abort_incomplete_multipart_upload {
          days_after_initiation = 1
        }
      }
      rule {
        id     = "old-versions"
        status = "Enabled"
        filter {}
        noncurrent_version_expiration {
          noncurrent_days = 30
        }
        expiration {
          expired_object_delete_marker = true
        }
      }%s
    }
    """
        .formatted(creation.expireAfterDays().map(this::expiry).orElse(""));
  }

  private String expiry(int days) {
    return """

      # Manifests and keys stay, since they prove what was delivered.
      rule {
        id     = "expire-events"
        status = "Enabled"
        filter {
          prefix = %s
        }
        expiration {
          days = %d
        }
      }
    """
        .formatted(quoted(setup.folder().prefix("events")), days)
        .stripTrailing();
  }

  private String policy() {
    return """

    resource "aws_s3_bucket_policy" "audit" {
      bucket = aws_s3_bucket.audit.id
      policy = %s
    }

    resource "aws_s3_bucket_notification" "audit" {
      bucket      = aws_s3_bucket.audit.id
      eventbridge = true
    }
    """
        .formatted(json(policies.bucket(Terraform.ROLE_ARN)));
  }

  private String log() {
    return """

    resource "aws_cloudwatch_log_group" "manifests" {
      name              = %1$s
      retention_in_days = 30
    }

    resource "aws_cloudwatch_log_resource_policy" "manifests" {
      policy_name     = %2$s
      policy_document = %3$s
    }

    resource "aws_cloudwatch_event_rule" "manifests" {
      name          = %2$s
      event_pattern = %4$s
    }

    resource "aws_cloudwatch_event_target" "manifests" {
      rule = aws_cloudwatch_event_rule.manifests.name
      arn  = aws_cloudwatch_log_group.manifests.arn
    }
    """
        .formatted(
            quoted(alarm.logGroup()),
            quoted(alarm.name()),
            json(Alarm.logPolicy(new Code("\"${aws_cloudwatch_log_group.manifests.arn}:*\""))),
            json(Alarm.pattern(setup.folder())));
  }

  private String alarm() {
    return """

    variable "alarm_topic_arns" {
      description = "The SNS topics that are told when no manifest comes."
      type        = list(string)
      default     = []
    }

    """
        + Alarm.COST
        + """
        resource "aws_cloudwatch_metric_alarm" "manifests" {
          alarm_name          = %s
          alarm_description   = "No manifest of Waybill for two intervals."
          namespace           = "AWS/Events"
          metric_name         = "Invocations"
          dimensions          = { RuleName = aws_cloudwatch_event_rule.manifests.name }
          statistic           = "Sum"
          period              = %d
          evaluation_periods  = %d
          threshold           = 1
          comparison_operator = "LessThanThreshold"
          treat_missing_data  = "breaching"
          alarm_actions       = var.alarm_topic_arns
        }
        """
            .formatted(quoted(alarm.name()), alarm.periodSeconds(), alarm.periods());
  }
}
