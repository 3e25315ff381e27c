package dev.waybill.cli.exports;

import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates an export; there is a command for each kind of destination. */
@Command(mixinStandardHelpOptions = true)
abstract sealed class CreateCommand implements Callable<Integer> {
  private final Destination destination;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "FILE",
      description = {
        "The mutation's data as JSON; '-' is stdin.",
        "A text 'env:NAME' stands for the environment variable NAME."
      })
  private String file = "";

  private CreateCommand(Destination destination) {
    this.destination = destination;
  }

  @Override
  public Integer call() {
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    variables.set(
        "data", DataFile.read(file, System.in, name -> System.getenv().getOrDefault(name, "")));
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.graphql(destination.createDocument(), variables);
      JsonNode shown = Documents.result(answer);
      output.print(
          spec.commandLine().getOut(), answer, shown, ExportConfigCommand.CONFIGURATION_COLUMNS);
      return Reachability.exitCode(spec, shown);
    }
  }

  @Command(
      name = "create:s3:accessKey",
      description = "Creates an export to Amazon S3, or an S3-compatible store, by access key.")
  static final class S3AccessKey extends CreateCommand {
    S3AccessKey() {
      super(Destination.S3_ACCESS_KEY);
    }
  }

  @Command(
      name = "create:s3:assumedRole",
      description = "Creates an export to Amazon S3 by a role that the service assumes.")
  static final class S3AssumedRole extends CreateCommand {
    S3AssumedRole() {
      super(Destination.S3_ASSUMED_ROLE);
    }
  }

  @Command(
      name = "create:adls:sasToken",
      description = "Creates an export to Azure Storage by a shared access signature.")
  static final class AdlsSasToken extends CreateCommand {
    AdlsSasToken() {
      super(Destination.ADLS_SAS_TOKEN);
    }
  }

  @Command(
      name = "create:adls:entraApp",
      description = {
        "Creates an export to Azure Storage as the service's application of Microsoft Entra ID.",
        "Nothing is delivered before the place is confirmed: see 'confirm'."
      })
  static final class AdlsEntraApp extends CreateCommand {
    AdlsEntraApp() {
      super(Destination.ADLS_ENTRA_APP);
    }
  }

  @Command(
      name = "create:gcs",
      description = {
        "Creates an export to Google Cloud Storage as the service's own service account.",
        "Nothing is delivered before the place is confirmed: see 'confirm'."
      })
  static final class Gcs extends CreateCommand {
    Gcs() {
      super(Destination.GCS);
    }
  }

  @Command(
      name = "create:gcs:serviceAccountKey",
      description = "Creates an export to Google Cloud Storage by a key of a service account.")
  static final class GcsServiceAccountKey extends CreateCommand {
    GcsServiceAccountKey() {
      super(Destination.GCS_SERVICE_ACCOUNT_KEY);
    }
  }

  @Command(
      name = "create:directory",
      description = "Creates an export to a directory of the server.")
  static final class Directory extends CreateCommand {
    Directory() {
      super(Destination.DIRECTORY);
    }
  }
}
