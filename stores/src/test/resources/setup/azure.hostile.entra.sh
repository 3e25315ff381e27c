#!/usr/bin/env bash
# Lets Waybill put audit events into a container. Run it once, with the Azure CLI, signed in to the subscription of
# the storage account, as somebody who may add applications to the directory, and create and assign roles.
set -euo pipefail

directory=$(az account show --query tenantId --output tsv)
if [[ $directory != 99999999-8888-4777-8666-555555555555 ]]; then
  printf 'This is a subscription of directory %s, not of 99999999-8888-4777-8666-555555555555\n' "$directory" >&2
  exit 1
fi

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

# The application in this directory, as consent would add it.
application_id='11111111-2222-4333-8444-555555555555'
if ! az ad sp show --id "$application_id" >/dev/null 2>&1; then
  az ad sp create --id "$application_id" >/dev/null
fi
principal_id=$(az ad sp show --id "$application_id" --query id --output tsv)

# The role: whoever has it can put objects, and cannot list, read or delete them.
role_name='Waybill export to acmeaudit'
group_id=${account_id%%/providers/*}
if [[ -z $(az role definition list --name "$role_name" --scope "$group_id" --query '[0].name' --output tsv) ]]; then
  az role definition create --role-definition '{
  "Name": "Waybill export to acmeaudit",
  "IsCustom": true,
  "Description": "Puts objects; cannot list, read or delete.",
  "Actions": [ ],
  "NotActions": [ ],
  "DataActions": [
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
    "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"
  ],
  "NotDataActions": [ ],
  "AssignableScopes": [
    "'"$group_id"'"
  ]
}' >/dev/null
fi

# Waybill has it in this container. It takes a while until a new role may be assigned.
for attempt in 1 2 3 4 5 6; do
  if az role assignment create --assignee-object-id "$principal_id" --assignee-principal-type ServicePrincipal \
    --role "$role_name" --scope "$account_id/blobServices/default/containers/audit" >/dev/null; then
    break
  elif [[ $attempt == 6 ]]; then
    exit 1
  fi
  sleep 10
done
printf 'The role is assigned; it may take up to 45 minutes to work\n'
