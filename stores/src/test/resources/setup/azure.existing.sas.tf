# Lets Waybill put audit events into a container.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 4.0"
    }
  }
}

variable "resource_group_name" {
  description = "The resource group of the storage account."
  type        = string
  default     = "audit-rg"
}

data "azurerm_storage_account" "audit" {
  name                = "acmeaudit"
  resource_group_name = var.resource_group_name
}

variable "sas_start" {
  description = "From when the token holds, such as 2026-11-20T00:00:00Z."
  type        = string
}

variable "sas_expiry" {
  description = "When the token ends. Give the export a new one before."
  type        = string
}

# It is signed with the account's first key, and lies in Terraform's state.
data "azurerm_storage_account_blob_container_sas" "waybill" {
  connection_string = data.azurerm_storage_account.audit.primary_connection_string
  container_name    = "audit"
  https_only        = true
  start             = var.sas_start
  expiry            = var.sas_expiry
  permissions {
    read   = false
    add    = false
    create = true
    write  = true
    delete = false
    list   = false
  }
}

output "sas_token" {
  value     = data.azurerm_storage_account_blob_container_sas.waybill.sas
  sensitive = true
}
