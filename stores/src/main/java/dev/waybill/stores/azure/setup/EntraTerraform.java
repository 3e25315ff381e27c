package dev.waybill.stores.azure.setup;

import static dev.waybill.stores.setup.HclText.quoted;

import dev.waybill.stores.setup.HclText;
import dev.waybill.stores.setup.Node;

/** A module of Terraform, in one file. */
final class EntraTerraform {
  private static final String ENTRA =
      """

          azuread = {
            source  = "hashicorp/azuread"
            version = ">= 3.0"
          }\
      """;

  private final AzureSetup setup;
  private final ClientId application;
  private final RoleGrant role;

  EntraTerraform(AzureSetup setup, ClientId application, RoleGrant role) {
    this.setup = setup;
    this.application = application;
    this.role = role;
  }

  String text() {
    var parts = new TerraformParts(setup);
    return parts.start(ENTRA) + parts.container() + principal() + role() + assignment();
  }

  private String principal() {
    return """

    # The application in this directory, as consent would add it.
    resource "azuread_service_principal" "waybill" {
      client_id    = %s
      use_existing = true
    }
    """
        .formatted(quoted(application.value()));
  }

  private String role() {
    return """

    data "azurerm_resource_group" "audit" {
      name = var.resource_group_name
    }

    resource "azurerm_role_definition" "waybill" {
      name        = %s
      scope       = data.azurerm_resource_group.audit.id
      description = "Puts objects; cannot list, read or delete."
      permissions {
        data_actions = %s
      }
    }
    """
        .formatted(quoted(role.name()), HclText.of(Node.texts(RoleGrant.DATA_ACTIONS), 4));
  }

  private String assignment() {
    return """

    # It may take up to 45 minutes to work.
    resource "azurerm_role_assignment" "waybill" {
      scope              = "${data.azurerm_storage_account.audit.id}%s"
      role_definition_id = azurerm_role_definition.waybill.role_definition_resource_id
      principal_id       = azuread_service_principal.waybill.object_id
      principal_type     = "ServicePrincipal"%s%s
    }
    """
        .formatted(
            role.container(),
            role.condition()
                .map(
                    text ->
                        "\n  condition_version  = "
                            + quoted(RoleGrant.CONDITION_VERSION)
                            + "\n  condition          = "
                            + quoted(text))
                .orElse(""),
            setup
                .creation()
                .map(_ -> "\n  depends_on         = [azurerm_storage_container.audit]")
                .orElse(""));
  }
}
