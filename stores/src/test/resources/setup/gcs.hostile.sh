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

# The bucket: private, with versions; what is deleted can be brought back for 30 days. Events expire; manifests and
# keys stay, since they prove what was delivered.
if gcloud storage buckets describe "gs://$bucket" >/dev/null 2>&1; then
  printf 'The bucket %s exists, so nothing was done\n' "$bucket" >&2
  exit 1
fi
gcloud storage buckets create "gs://$bucket" --project="$project" --location='europe-west3' \
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
    },
    {
      "action": {
        "type": "Delete"
      },
      "condition": {
        "age": 400,
        "isLive": true,
        "matchesPrefix": [
          "a'\''b\"c\\d $(touch hacked) `touch hacked` ${x} $${y} %{z} %%{z} *?#{q} !Sub: {{r}} \u00E9\uD83D\uDE00\u2028-/events/"
        ]
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

# A service account for Waybill alone. It takes some seconds until a new one may be named in a policy.
account_name='waybill-export'
account="$account_name@$project.iam.gserviceaccount.com"
if ! gcloud iam service-accounts describe "$account" --project="$project" >/dev/null 2>&1; then
  gcloud iam service-accounts create "$account_name" --project="$project" --display-name='Waybill export'
fi

# It has the role in this bucket, below the path.
printf '%s\n' '{
  "title": "waybill-path",
  "expression": "resource.name.startsWith(\"projects/_/buckets/acme-audit/objects/a'\''b\\\"c\\\\d $(touch hacked) `touch hacked` ${x} $${y} %{z} %%{z} *?#{q} !Sub: {{r}} \\u00e9\\U0001f600\\u2028-/\")"
}' >"$files/condition.json"
for attempt in 1 2 3 4 5 6; do
  if gcloud storage buckets add-iam-policy-binding "gs://$bucket" --member="serviceAccount:$account" \
    --role="projects/$project/roles/waybillExport" --condition-from-file="$files/condition.json" >/dev/null; then
    break
  elif [[ $attempt == 6 ]]; then
    exit 1
  fi
  sleep 10
done

# The key, for serviceAccountKey of the export. Whoever has the file is that service account.
umask 077
gcloud iam service-accounts keys create waybill-key.json --iam-account="$account" --project="$project"
printf 'The key is in waybill-key.json\n'
