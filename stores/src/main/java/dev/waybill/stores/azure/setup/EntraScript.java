package dev.waybill.stores.azure.setup;

import static dev.waybill.stores.setup.ShellText.json;
import static dev.waybill.stores.setup.ShellText.quoted;

import dev.waybill.storage.EntraDirectory;
import dev.waybill.stores.setup.ShellText;
import java.util.Optional;

/** Sets everything up with the Azure CLI. */
final class EntraScript {
  private final AzureSetup setup;
  private final ClientId application;
  private final Optional<EntraDirectory> directory;
  private final RoleGrant role;

  EntraScript(
      AzureSetup setup, ClientId application, Optional<EntraDirectory> directory, RoleGrant role) {
    this.setup = setup;
    this.application = application;
    this.directory = directory;
    this.role = role;
  }

  String text() {
    return """
    #!/usr/bin/env bash
    # Lets Waybill put audit events into a container. Run it once, with the Azure CLI, signed in to the subscription of
    # the storage account, as somebody who may add applications to the directory, and create and assign roles.
    set -euo pipefail
    """
        + directory.map(EntraScript::rightDirectory).orElse("")
        + new ContainerScript(setup).text()
        + principal()
        + definition()
        + assignment();
  }

  private static String rightDirectory(EntraDirectory directory) {
    return """

    directory=$(az account show --query tenantId --output tsv)
    if [[ $directory != %1$s ]]; then
      printf 'This is a subscription of directory %%s, not of %1$s\\n' "$directory" >&2
      exit 1
    fi
    """
        .formatted(directory);
  }

  private String principal() {
    return """

    # The application in this directory, as consent would add it.
    application_id=%s
    if ! az ad sp show --id "$application_id" >/dev/null 2>&1; then
      az ad sp create --id "$application_id" >/dev/null
    fi
    principal_id=$(az ad sp show --id "$application_id" --query id --output tsv)
    """
        .formatted(quoted(application.value()));
  }

  private String definition() {
    return """

    # The role: whoever has it can put objects, and cannot list, read or delete them.
    role_name=%s
    group_id=${account_id%%%%/providers/*}
    if [[ -z $(az role definition list --name "$role_name" --scope "$group_id" --query '[0].name' --output tsv) ]]; then
      az role definition create --role-definition %s >/dev/null
    fi
    """
        .formatted(quoted(role.name()), json(role.definition(ShellText.variable("group_id"))));
  }

  private String assignment() {
    return """

    # Waybill has it in this container%s. It takes a while until a new role may be assigned.
    for attempt in 1 2 3 4 5 6; do
      if az role assignment create --assignee-object-id "$principal_id" --assignee-principal-type ServicePrincipal \\
        --role "$role_name" --scope "$account_id%s"%s >/dev/null; then
        break
      elif [[ $attempt == 6 ]]; then
        exit 1
      fi
      sleep 10
    done
    printf 'The role is assigned; it may take up to 45 minutes to work\\n'
    """
        .formatted(
            role.condition().isPresent() ? ", below the path" : "",
            role.container(),
            role.condition()
                .map(
                    text ->
                        " \\\n    --condition-version "
                            + RoleGrant.CONDITION_VERSION
                            + " --condition "
                            + quoted(text))
                .orElse(""));
  }
}
