#!/usr/bin/env bash
# Lets a service account put audit events into a bucket. Run it once, with the Google Cloud CLI, as somebody who
# may create roles in the bucket's project and change the bucket's policy.
set -euo pipefail

bucket='acme-audit'
project=$(gcloud config get-value project)
if [[ -z $project ]]; then
  printf 'Which project? See gcloud config set project\n' >&2
  exit 1
fi
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT

# The bucket: private, with versions; what is deleted can be brought back for 30 days.
if gcloud storage buckets describe "gs://$bucket" >/dev/null 2>&1; then
  printf 'The bucket %s exists, so nothing was done\n' "$bucket" >&2
  exit 1
fi
gcloud storage buckets create "gs://$bucket" --project="$project" --location='EU' \
  --uniform-bucket-level-access --public-access-prevention
printf '%s\n' '{
  "rule": [
    {
      "action": {
        "type": "Delete"
      },
      "condition": {
        "daysSinceNoncurrentTime": 30
      }
    }
  ]
}' >"$files/lifecycle.json"
gcloud storage buckets update "gs://$bucket" --versioning --lifecycle-file="$files/lifecycle.json"

# The role: whoever has it can create objects, and cannot replace, list, read or delete them.
if ! gcloud iam roles describe waybillExport --project="$project" >/dev/null 2>&1; then
  gcloud iam roles create waybillExport --project="$project" --quiet --stage=GA --title='Waybill export' \
    --description='Creates objects; cannot replace, list, read or delete them.' --permissions=storage.objects.create
fi

# Waybill's own service account.
account='waybill@platform.iam.gserviceaccount.com'

# It has the role in this bucket.
for attempt in 1 2 3 4 5 6; do
  if gcloud storage buckets add-iam-policy-binding "gs://$bucket" --member="serviceAccount:$account" \
    --role="projects/$project/roles/waybillExport" --condition=None >/dev/null; then
    break
  elif [[ $attempt == 6 ]]; then
    exit 1
  fi
  sleep 10
done
