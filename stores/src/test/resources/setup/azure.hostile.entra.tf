# Lets Waybill put audit events into a container.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
    azuread = {
      source  = "hashicorp/azuread"
      version = ">= 3.0"
    }
  }
}

variable "resource_group_name" {
  description = "The resource group of the storage account."
  type        = string
}

data "azurerm_storage_account" "audit" {
  name                = "acmeaudit"
  resource_group_name = var.resource_group_name
}

resource "azurerm_storage_container" "audit" {
  name                  = "audit"
  storage_account_id    = data.azurerm_storage_account.audit.id
  container_access_type = "private"
  lifecycle {
    prevent_destroy = true
  }
}

# The account has one lifecycle policy; azurerm_storage_management_policy would replace it. Merge this rule instead.
output "lifecycle_rule_to_merge" {
  value = jsonencode({
    enabled = true
    name = "waybill-expire-events"
    type = "Lifecycle"
    definition = {
      actions = {
        baseBlob = {
          delete = {
            daysAfterCreationGreaterThan = 400
          }
        }
      }
      filters = {
        blobTypes = [
          "blockBlob",
        ]
        prefixMatch = [
          "audit/a'b\"c\\d \u0024(touch hacked) `touch hacked` \u0024{x} \u0024\u0024{y} \u0025{z} \u0025\u0025{z} *?#{q} !Sub: {{r}} \u00e9\U0001f600\u2028-/events/",
        ]
      }
    }
  })
}

# The application in this directory, as consent would add it.
resource "azuread_service_principal" "waybill" {
  client_id    = "11111111-2222-4333-8444-555555555555"
  use_existing = true
}

data "azurerm_resource_group" "audit" {
  name = var.resource_group_name
}

resource "azurerm_role_definition" "waybill" {
  name        = "Waybill export to acmeaudit"
  scope       = data.azurerm_resource_group.audit.id
  description = "Puts objects; cannot list, read or delete."
  permissions {
    data_actions = [
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action",
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write",
    ]
  }
}

# It may take up to 45 minutes to work.
resource "azurerm_role_assignment" "waybill" {
  scope              = "${data.azurerm_storage_account.audit.id}/blobServices/default/containers/audit"
  role_definition_id = azurerm_role_definition.waybill.role_definition_resource_id
  principal_id       = azuread_service_principal.waybill.object_id
  principal_type     = "ServicePrincipal"
  depends_on         = [azurerm_storage_container.audit]
}
