package dev.waybill.stores.azure.setup;

import static dev.waybill.stores.setup.HclText.quoted;
import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.ArrayList;
import java.util.List;

/**
 * How a customer makes a token for one container: a shared access signature that lets objects be
 * created and written there, over HTTPS, for a time, and nothing else.
 */
public final class SasDocuments {
  /** After which a token ends if nobody says otherwise. */
  public static final int DEFAULT_DAYS = 365;

  private static final int MOST_DAYS = 3_650;

  private final AzureSetup setup;
  private final int days;

  /**
   * @param days after how many the token ends
   */
  public SasDocuments(AzureSetup setup, int days) {
    this.setup = requireNonNull(setup, "setup is null");
    if (days < 1 || days > MOST_DAYS) {
      throw new InvalidInput("sasDays", "sasDays lies between 1 and " + MOST_DAYS + ".");
    }
    this.days = days;
  }

  /** A bash script for the Azure CLI whose only output is the token. */
  public String script() {
    return """
    #!/usr/bin/env bash
    # Prints a token with which Waybill can put audit events into one container, and nothing else. Run it with the
    # Azure CLI, signed in to the subscription of the storage account, as somebody who may list the account's keys.
    set -euo pipefail
    """
        + new ContainerScript(setup).text()
        + """

        # Create (c) for what is put at once, write (w) for what is put in blocks; no read, list or delete.
        days=%d
        expiry=$(date -u -d "+$days days" +%%Y-%%m-%%dT%%H:%%MZ 2>/dev/null || date -u -v "+${days}d" +%%Y-%%m-%%dT%%H:%%MZ)
        az storage container generate-sas --account-name "$storage_account" --name "$container" --auth-mode key \\
          --permissions cw --expiry "$expiry" --https-only --output tsv
        printf 'The token ends at %%s\\n' "$expiry" >&2
        """
            .formatted(days);
  }

  /** A Terraform module of one file. */
  public String terraform() {
    var terraform = new TerraformParts(setup);
    return terraform.start("")
        + terraform.container()
        + """

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
          container_name    = %s
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
        """
            .formatted(quoted(setup.place().container()));
  }

  /** What to know about the documents, one or two sentences each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "The token holds for the whole container: give Waybill a container of its own. It is signed"
            + " with a key of the storage account, so it also ends when that key is rotated.");
    notes.add(
        "Give the export a new token before this one ends: waybill audit exportConfig update, with"
            + " sasToken.");
    notes.addAll(Notes.about(setup));
    return List.copyOf(notes);
  }
}
