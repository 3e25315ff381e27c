#!/usr/bin/env bash
# Lets Waybill put audit events into a bucket. Run it once, with version 2 of the AWS CLI, as somebody who
# may create roles. It stops at the first thing that fails, also if the role exists.
set -euo pipefail

bucket='acme-audit'
role_name='waybill-export'
account=$(aws sts get-caller-identity --query Account --output text)
if [[ $account != 111122223333 ]]; then
  printf 'These are credentials of account %s, not of 111122223333\n' "$account" >&2
  exit 1
fi
role_arn="arn:aws:iam::$account:role/$role_name"

# The role: Waybill may have it, and with it put objects into the folder.
trust_policy='{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AssumedByWaybill",
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::999988887777:role/waybill"
      },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {
          "sts:ExternalId": "0a1b2c3d-1111-4222-8333-444455556666"
        }
      }
    }
  ]
}'
permission_policy='{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "PutAuditEvents",
      "Effect": "Allow",
      "Action": [
        "s3:PutObject"
      ],
      "Resource": "arn:aws:s3:::acme-audit/waybill/*"
    }
  ]
}'
aws iam create-role --role-name "$role_name" --assume-role-policy-document "$trust_policy" >/dev/null
aws iam put-role-policy --role-name "$role_name" --policy-name waybill-put --policy-document "$permission_policy"
aws iam wait role-exists --role-name "$role_name"

# The bucket has one policy, and putting another would remove what is there: so these are only shown.
statements='[
  {
    "Sid": "OnlyOverTls",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": [
      "arn:aws:s3:::acme-audit",
      "arn:aws:s3:::acme-audit/*"
    ],
    "Condition": {
      "Bool": {
        "aws:SecureTransport": "false"
      }
    }
  },
  {
    "Sid": "WaybillPutsAuditEvents",
    "Effect": "Allow",
    "Principal": {
      "AWS": "'"$role_arn"'"
    },
    "Action": [
      "s3:PutObject"
    ],
    "Resource": "arn:aws:s3:::acme-audit/waybill/*"
  }
]'
printf 'Merge these statements into the policy of the bucket:\n%s\n' "$statements"
printf 'The role is %s\n' "$role_arn"
