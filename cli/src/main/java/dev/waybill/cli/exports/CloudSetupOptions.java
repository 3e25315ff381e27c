package dev.waybill.cli.exports;

import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What only destinations in Azure and Google Cloud have. */
final class CloudSetupOptions {
  /** The ways into a container or bucket, as the schema names them. */
  enum Way {
    SAS_TOKEN,
    ENTRA_APP,
    GRANT,
    SERVICE_ACCOUNT_KEY
  }

  @Option(
      names = "--authentication",
      paramLabel = "WAY",
      description =
          "Azure: SAS_TOKEN or ENTRA_APP; Google: GRANT or SERVICE_ACCOUNT_KEY. Else that of the"
              + " export.")
  private Optional<Way> authentication = Optional.empty();

  @Option(
      names = "--entra-tenant",
      paramLabel = "ID",
      description = "Azure: your Microsoft Entra ID tenant; else that of the export.")
  private Optional<String> entraTenant = Optional.empty();

  @Option(
      names = "--subscription",
      paramLabel = "ID",
      description = "Azure: that of the storage account, with --resource-group.")
  private Optional<String> subscription = Optional.empty();

  @Option(names = "--resource-group", paramLabel = "NAME", description = "Azure: likewise.")
  private Optional<String> resourceGroup = Optional.empty();

  @Option(
      names = "--sas-days",
      paramLabel = "DAYS",
      description = "Azure: after how many days the token ends; default 365.")
  private Optional<Integer> sasDays = Optional.empty();

  @Option(
      names = "--project",
      paramLabel = "ID",
      description = "Google: that of the bucket; else the one that gcloud is set to.")
  private Optional<String> project = Optional.empty();

  @Option(
      names = "--account-name",
      paramLabel = "NAME",
      description = "Google: the service account to make; default waybill-export.")
  private Optional<String> accountName = Optional.empty();

  @Option(
      names = "--location",
      paramLabel = "LOCATION",
      description = "Google: where the bucket is created.")
  private Optional<String> location = Optional.empty();

  /** As the query's input has it. */
  ObjectNode data() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    authentication.ifPresent(way -> data.put("authentication", way.name()));
    entraTenant.ifPresent(id -> data.put("entraTenantId", id));
    subscription.ifPresent(id -> data.put("subscriptionId", id));
    resourceGroup.ifPresent(name -> data.put("resourceGroup", name));
    sasDays.ifPresent(days -> data.put("sasDays", days));
    project.ifPresent(id -> data.put("project", id));
    accountName.ifPresent(name -> data.put("accountName", name));
    location.ifPresent(name -> data.put("location", name));
    return data;
  }
}
