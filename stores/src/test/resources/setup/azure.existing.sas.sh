#!/usr/bin/env bash
# Prints a token with which Waybill can put audit events into one container, and nothing else. Run it with the
# Azure CLI, signed in to the subscription of the storage account, as somebody who may list the account's keys.
set -euo pipefail

storage_account='acmeaudit'
container='audit'
account_id=$(az storage account show --name "$storage_account" --query id --output tsv)

# Create (c) for what is put at once, write (w) for what is put in blocks; no read, list or delete.
days=365
expiry=$(date -u -d "+$days days" +%Y-%m-%dT%H:%MZ 2>/dev/null || date -u -v "+${days}d" +%Y-%m-%dT%H:%MZ)
az storage container generate-sas --account-name "$storage_account" --name "$container" --auth-mode key \
  --permissions cw --expiry "$expiry" --https-only --output tsv
printf 'The token ends at %s\n' "$expiry" >&2
