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
  name               = "waybill-export"
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
        ]
        Resource = "arn:aws:s3:::acme-audit/waybill/*"
      },
    ]
  })
}

output "role_arn" {
  value = aws_iam_role.waybill.arn
}

# The bucket exists and has one policy; aws_s3_bucket_policy would replace it. Merge these statements instead.
output "bucket_policy_statements_to_merge" {
  value = jsonencode([
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
      ]
      Resource = "arn:aws:s3:::acme-audit/waybill/*"
    },
  ])
}
