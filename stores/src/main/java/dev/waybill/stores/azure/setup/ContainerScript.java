package dev.waybill.stores.azure.setup;

import static dev.waybill.stores.setup.ShellText.quoted;

import dev.waybill.stores.setup.NewPlace;
import dev.waybill.stores.setup.ShellText;

/** The parts that all scripts have: they begin alike, and may create the container. */
final class ContainerScript {
  private final AzureSetup setup;

  ContainerScript(AzureSetup setup) {
    this.setup = setup;
  }

  String text() {
    return names() + setup.creation().map(_ -> creation()).orElse("") + expiry();
  }

  private String names() {
    return """

    storage_account=%s
    container=%s
    account_id=$(az storage account show --name "$storage_account" --query id --output tsv)
    """
        .formatted(quoted(setup.place().account()), quoted(setup.place().container()));
  }

  private static String creation() {
    return """

    # The container: nobody reads it without authentication.
    exists=$(az storage container-rm exists --storage-account "$account_id" --name "$container" --query exists --output tsv)
    if [[ $exists != false ]]; then
      printf 'The container %s exists, so nothing was done\\n' "$container" >&2
      exit 1
    fi
    az storage container-rm create --storage-account "$account_id" --name "$container" --public-access off >/dev/null
    """;
  }

  private String expiry() {
    return setup
        .creation()
        .flatMap(NewPlace::expireAfterDays)
        .map(
            days ->
                """

                # The account has one lifecycle policy, and putting another would remove what is there: so this is only shown.
                rule=%s
                printf 'Merge this rule into the lifecycle management policy of the account:\\n%%s\\n' "$rule" >&2
                """
                    .formatted(ShellText.json(Lifecycle.rule(setup, days))))
        .orElse("");
  }
}
