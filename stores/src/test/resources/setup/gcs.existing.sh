#!/usr/bin/env bash
# Lets a service account put audit events into a bucket. Run it once, with the Google Cloud CLI, as somebody who
# may create roles in the bucket's project and change the bucket's policy.
set -euo pipefail

bucket='acme-audit'
project='acme-audit-1'
if [[ -z $project ]]; then
  printf 'Which project? See gcloud config set project\n' >&2
  exit 1
fi
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT

# Without it Google does not look at conditions.
case $(gcloud storage buckets describe "gs://$bucket" --format='value(uniform_bucket_level_access)') in
  [Tt]rue) ;;
  *)
    printf 'The bucket %s has no uniform bucket-level access, so the role cannot be limited to a path\n' "$bucket" >&2
    exit 1
    ;;
esac

# The role: whoever has it can create objects, and cannot replace, list, read or delete them.
if ! gcloud iam roles describe waybillExport --project="$project" >/dev/null 2>&1; then
  gcloud iam roles create waybillExport --project="$project" --quiet --stage=GA --title='Waybill export' \
    --description='Creates objects; cannot replace, list, read or delete them.' --permissions=storage.objects.create
fi

# Waybill's own service account.
account='waybill@platform.iam.gserviceaccount.com'

# It has the role in this bucket, below the path.
printf '%s\n' '{
  "title": "waybill-path",
  "expression": "resource.name.startsWith(\"projects/_/buckets/acme-audit/objects/waybill/acme/\")"
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
