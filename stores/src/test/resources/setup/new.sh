#!/usr/bin/env bash
# Lets Waybill put audit events into a bucket. Run it once, with version 2 of the AWS CLI, as somebody who
# may create roles. It stops at the first thing that fails, also if the role exists.
set -euo pipefail

bucket='acme-audit'
role_name='waybill-export'
account=$(aws sts get-caller-identity --query Account --output text)
role_arn="arn:aws:iam::$account:role/$role_name"

# The bucket: private, encrypted, with versions, and without the remains of broken uploads.
region='us-east-1'
export AWS_REGION="$region"
if aws s3api head-bucket --bucket "$bucket" 2>/dev/null; then
  printf 'The bucket %s exists, so nothing was done\n' "$bucket" >&2
  exit 1
fi
aws s3api create-bucket --bucket "$bucket" --object-ownership BucketOwnerEnforced >/dev/null
aws s3api put-public-access-block --bucket "$bucket" --public-access-block-configuration \
  BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-encryption --bucket "$bucket" --server-side-encryption-configuration '{
  "Rules": [
    {
      "ApplyServerSideEncryptionByDefault": {
        "SSEAlgorithm": "AES256"
      }
    }
  ]
}'
aws s3api put-bucket-versioning --bucket "$bucket" --versioning-configuration Status=Enabled
# A deleted object can be brought back for 30 days.
aws s3api put-bucket-lifecycle-configuration --bucket "$bucket" --lifecycle-configuration '{
  "Rules": [
    {
      "ID": "abort-unfinished-uploads",
      "Status": "Enabled",
      "Filter": {
        "Prefix": ""
      },
      "AbortIncompleteMultipartUpload": {
        "DaysAfterInitiation": 1
      }
    },
    {
      "ID": "old-versions",
      "Status": "Enabled",
      "Filter": {
        "Prefix": ""
      },
      "NoncurrentVersionExpiration": {
        "NoncurrentDays": 30
      },
      "Expiration": {
        "ExpiredObjectDeleteMarker": true
      }
    }
  ]
}'

# The alarm counts what EventBridge reports as created below _waybill/, of all exports to this folder together.
# It also rings until the first delivery. What it costs, roughly: one US dollar for a million objects created
# anywhere in the bucket (EventBridge), 0.10 dollars a month (the alarm), and a log line for each manifest.
# It tells nobody unless ALARM_TOPIC_ARN is the ARN of an SNS topic.
name='waybill-manifests-0a1b2c3d'
log_group='/aws/events/waybill-manifests-0a1b2c3d'
log_arn="arn:aws:logs:$region:$account:log-group:$log_group"
log_resource="$log_arn:*"
log_policy='{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": [
          "events.amazonaws.com",
          "delivery.logs.amazonaws.com"
        ]
      },
      "Action": [
        "logs:CreateLogStream",
        "logs:PutLogEvents"
      ],
      "Resource": "'"$log_resource"'"
    }
  ]
}'
aws s3api put-bucket-notification-configuration --bucket "$bucket" --notification-configuration '{"EventBridgeConfiguration": {}}'
aws logs create-log-group --log-group-name "$log_group"
aws logs put-retention-policy --log-group-name "$log_group" --retention-in-days 30
aws logs put-resource-policy --policy-name "$name" --policy-document "$log_policy" >/dev/null
aws events put-rule --name "$name" --event-pattern '{
  "source": [
    "aws.s3"
  ],
  "detail-type": [
    "Object Created"
  ],
  "detail": {
    "bucket": {
      "name": [
        "acme-audit"
      ]
    },
    "object": {
      "key": [
        {
          "prefix": "_waybill/"
        }
      ]
    }
  }
}' >/dev/null
aws events put-targets --rule "$name" --targets "Id=log,Arn=$log_arn" >/dev/null
aws cloudwatch put-metric-alarm --alarm-name "$name" \
  --namespace AWS/Events --metric-name Invocations --dimensions "Name=RuleName,Value=$name" --statistic Sum \
  --period 300 --evaluation-periods 2 --threshold 1 --comparison-operator LessThanThreshold \
  --treat-missing-data breaching ${ALARM_TOPIC_ARN:+--alarm-actions "$ALARM_TOPIC_ARN"}

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
      "Resource": "arn:aws:s3:::acme-audit/*"
    }
  ]
}'
aws iam create-role --role-name "$role_name" --assume-role-policy-document "$trust_policy" >/dev/null
aws iam put-role-policy --role-name "$role_name" --policy-name waybill-put --policy-document "$permission_policy"
aws iam wait role-exists --role-name "$role_name"

# The bucket's policy. It takes some seconds until a new role may be named there.
bucket_policy='{
  "Version": "2012-10-17",
  "Statement": [
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
      "Resource": "arn:aws:s3:::acme-audit/*"
    }
  ]
}'
for attempt in 1 2 3 4 5 6; do
  if aws s3api put-bucket-policy --bucket "$bucket" --policy "$bucket_policy"; then
    break
  elif [[ $attempt == 6 ]]; then
    exit 1
  fi
  sleep 5
done
printf 'The role is %s\n' "$role_arn"
