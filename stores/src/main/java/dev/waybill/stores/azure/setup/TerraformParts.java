package dev.waybill.stores.azure.setup;

import static dev.waybill.stores.setup.HclText.quoted;

import dev.waybill.stores.setup.HclText;
import dev.waybill.stores.setup.NewPlace;

/** The parts that all modules have. */
final class TerraformParts {
  private final AzureSetup setup;

  TerraformParts(AzureSetup setup) {
    this.setup = setup;
  }

  /**
   * @param providers that are needed besides Azure's
   */
  String start(String providers) {
    return """
    # Lets Waybill put audit events into a container.
    terraform {
      required_providers {
        azurerm = {
          source  = "hashicorp/azurerm"
          version = ">= 4.0"
        }%s
      }
    }

    variable "resource_group_name" {
      description = "The resource group of the storage account."
      type        = string%s
    }

    data "azurerm_storage_account" "audit" {
      name                = %s
      resource_group_name = var.resource_group_name
    }
    """
        .formatted(
            providers,
            setup.group().map(group -> "\n  default     = " + quoted(group.name())).orElse(""),
            quoted(setup.place().account()));
  }

  String container() {
    return setup.creation().map(this::creation).orElse("");
  }

  private String creation(NewPlace creation) {
    return """

    resource "azurerm_storage_container" "audit" {
      name                  = %s
      storage_account_id    = data.azurerm_storage_account.audit.id
      container_access_type = "private"
      lifecycle {
        prevent_destroy = true
      }
    }
    """
            .formatted(quoted(setup.place().container()))
        + creation.expireAfterDays().map(this::rule).orElse("");
  }

  private String rule(int days) {
    return """

    # The account has one lifecycle policy; azurerm_storage_management_policy would replace it. Merge this rule instead.
    output "lifecycle_rule_to_merge" {
      value = jsonencode(%s)
    }
    """
        .formatted(HclText.of(Lifecycle.rule(setup, days), 2));
  }
}
