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
  name               = "acme-waybill-export"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid = "AssumedByWaybill"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::999988887777:role/waybill"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "sts:ExternalId" = "0a1b2c3d-1111-4222-8333-444455556666"
          }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy" "waybill" {
  name   = "waybill-put"
  role   = aws_iam_role.waybill.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid = "PutAuditEvents"
        Effect = "Allow"
        Action = [
          "s3:PutObject",
          "s3:PutObjectAcl",
        ]
        Resource = "arn:aws:s3:::acme-audit/a'b\"c\\d \u0024{\u0024}(touch hacked) `touch hacked` \u0024{\u0024}{x} \u0024{\u0024}\u0024{\u0024}{y} \u0025{z} \u0025\u0025{z} \u0024{*}\u0024{?}#{q} !Sub: {{r}} \u00e9\U0001f600\u2028-/*"
      },
      {
        Sid = "EncryptAuditEvents"
        Effect = "Allow"
        Action = [
          "kms:GenerateDataKey",
          "kms:Decrypt",
        ]
        Resource = "arn:aws:kms:eu-central-1:111122223333:key/mrk-0123abcd"
        Condition = {
          StringEquals = {
            "kms:ViaService" = [
              "s3.eu-central-1.amazonaws.com",
            ]
          }
        }
      },
    ]
  })
}

output "role_arn" {
  value = aws_iam_role.waybill.arn
}

resource "aws_s3_bucket" "audit" {
  bucket = "acme-audit"
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

resource "aws_s3_bucket_server_side_encryption_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:eu-central-1:111122223333:key/mrk-0123abcd"
    }
    bucket_key_enabled = true
  }
}

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
  }
  # Manifests and keys stay, since they prove what was delivered.
  rule {
    id     = "expire-events"
    status = "Enabled"
    filter {
      prefix = "a'b\"c\\d \u0024(touch hacked) `touch hacked` \u0024{x} \u0024\u0024{y} \u0025{z} \u0025\u0025{z} *?#{q} !Sub: {{r}} \u00e9\U0001f600\u2028-/events/"
    }
    expiration {
      days = 400
    }
  }
}

resource "aws_s3_bucket_policy" "audit" {
  bucket = aws_s3_bucket.audit.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid = "OnlyOverTls"
        Effect = "Deny"
        Principal = "*"
        Action = "s3:*"
        Resource = [
          "arn:aws:s3:::acme-audit",
          "arn:aws:s3:::acme-audit/*",
        ]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Sid = "WaybillPutsAuditEvents"
        Effect = "Allow"
        Principal = {
          AWS = aws_iam_role.waybill.arn
        }
        Action = [
          "s3:PutObject",
          "s3:PutObjectAcl",
        ]
        Resource = "arn:aws:s3:::acme-audit/a'b\"c\\d \u0024{\u0024}(touch hacked) `touch hacked` \u0024{\u0024}{x} \u0024{\u0024}\u0024{\u0024}{y} \u0025{z} \u0025\u0025{z} \u0024{*}\u0024{?}#{q} !Sub: {{r}} \u00e9\U0001f600\u2028-/*"
      },
    ]
  })
}

resource "aws_s3_bucket_notification" "audit" {
  bucket      = aws_s3_bucket.audit.id
  eventbridge = true
}

resource "aws_cloudwatch_log_group" "manifests" {
  name              = "/aws/events/waybill-manifests-0a1b2c3d"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_resource_policy" "manifests" {
  policy_name     = "waybill-manifests-0a1b2c3d"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = [
            "events.amazonaws.com",
            "delivery.logs.amazonaws.com",
          ]
        }
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Resource = "${aws_cloudwatch_log_group.manifests.arn}:*"
      },
    ]
  })
}

resource "aws_cloudwatch_event_rule" "manifests" {
  name          = "waybill-manifests-0a1b2c3d"
  event_pattern = jsonencode({
    source = [
      "aws.s3",
    ]
    "detail-type" = [
      "Object Created",
    ]
    detail = {
      bucket = {
        name = [
          "acme-audit",
        ]
      }
      object = {
        key = [
          {
            prefix = "a'b\"c\\d \u0024(touch hacked) `touch hacked` \u0024{x} \u0024\u0024{y} \u0025{z} \u0025\u0025{z} *?#{q} !Sub: {{r}} \u00e9\U0001f600\u2028-/_waybill/"
          },
        ]
      }
    }
  })
}

resource "aws_cloudwatch_event_target" "manifests" {
  rule = aws_cloudwatch_event_rule.manifests.name
  arn  = aws_cloudwatch_log_group.manifests.arn
}

variable "alarm_topic_arns" {
  description = "The SNS topics that are told when no manifest comes."
  type        = list(string)
  default     = []
}

# The alarm counts what EventBridge reports as created below _waybill/, of all exports to this folder together.
# It also rings until the first delivery. What it costs, roughly: one US dollar for a million objects created
# anywhere in the bucket (EventBridge), 0.10 dollars a month (the alarm), and a log line for each manifest.
resource "aws_cloudwatch_metric_alarm" "manifests" {
  alarm_name          = "waybill-manifests-0a1b2c3d"
  alarm_description   = "No manifest of Waybill for two intervals."
  namespace           = "AWS/Events"
  metric_name         = "Invocations"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.manifests.name }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 24
  threshold           = 1
  comparison_operator = "LessThanThreshold"
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarm_topic_arns
}

# For the key's policy; not needed if that leaves access to the account's IAM policies.
output "key_policy_statement_to_merge" {
  value = jsonencode({
    Sid = "WaybillEncryptsAuditEvents"
    Effect = "Allow"
    Principal = {
      AWS = aws_iam_role.waybill.arn
    }
    Action = [
      "kms:GenerateDataKey",
      "kms:Decrypt",
    ]
    Resource = "*"
    Condition = {
      StringEquals = {
        "kms:ViaService" = [
          "s3.eu-central-1.amazonaws.com",
        ]
      }
    }
  })
}
