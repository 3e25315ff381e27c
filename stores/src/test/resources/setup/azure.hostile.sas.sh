#!/usr/bin/env bash
# Prints a token with which Waybill can put audit events into one container, and nothing else. Run it with the
# Azure CLI, signed in to the subscription of the storage account, as somebody who may list the account's keys.
set -euo pipefail

storage_account='acmeaudit'
container='audit'
account_id=$(az storage account show --name "$storage_account" --query id --output tsv)

# The container: nobody reads it without authentication.
exists=$(az storage container-rm exists --storage-account "$account_id" --name "$container" --query exists --output tsv)
if [[ $exists != false ]]; then
  printf 'The container %s exists, so nothing was done\n' "$container" >&2
  exit 1
fi
az storage container-rm create --storage-account "$account_id" --name "$container" --public-access off >/dev/null

# The account has one lifecycle policy, and putting another would remove what is there: so this is only shown.
rule='{
  "enabled": true,
  "name": "waybill-expire-events",
  "type": "Lifecycle",
  "definition": {
    "actions": {
      "baseBlob": {
        "delete": {
          "daysAfterCreationGreaterThan": 400
        }
      }
    },
    "filters": {
      "blobTypes": [
        "blockBlob"
      ],
      "prefixMatch": [
        "audit/a'\''b\"c\\d $(touch hacked) `touch hacked` ${x} $${y} %{z} %%{z} *?#{q} !Sub: {{r}} \u00E9\uD83D\uDE00\u2028-/events/"
      ]
    }
  }
}'
printf 'Merge this rule into the lifecycle management policy of the account:\n%s\n' "$rule" >&2

# Create (c) for what is put at once, write (w) for what is put in blocks; no read, list or delete.
days=365
expiry=$(date -u -d "+$days days" +%Y-%m-%dT%H:%MZ 2>/dev/null || date -u -v "+${days}d" +%Y-%m-%dT%H:%MZ)
az storage container generate-sas --account-name "$storage_account" --name "$container" --auth-mode key \
  --permissions cw --expiry "$expiry" --https-only --output tsv
printf 'The token ends at %s\n' "$expiry" >&2
