package dev.waybill.cli.exports;

import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Confirms that a place is the caller's, where the service has one identity for all tenants. */
@Command(
    name = "confirm",
    mixinStandardHelpOptions = true,
    description = {
      "Confirms that the place of an export is yours, with the token that a connection test put"
          + " there.",
      "Exports as the service's application of Entra ID, or as its service account of Google Cloud,"
          + " need it."
    })
final class ConfirmCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "Of the export, or of its storage integration.")
  private String id = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TOKEN",
      description = {
        "The text of the object .waybill.confirm.<storage integration's id>: '-' is stdin,"
            + " 'env:NAME' the environment variable NAME; left out, it is asked for.",
        "Prefer these: the token itself would be seen in the list of processes."
      })
  private Optional<String> token = Optional.empty();

  @Override
  public Integer call() {
    String text =
        SecretText.of(token, "token", System.in, name -> System.getenv().getOrDefault(name, ""))
            .strip();
    try (WaybillClient client = server.connect()) {
      JsonNode answer =
          client.graphql(
              IntegrationDocuments.confirm(),
              JsonNodeFactory.instance.objectNode().put("id", id).put("token", text));
      JsonNode shown = Documents.result(answer);
      output.print(spec.commandLine().getOut(), answer, shown, IntegrationCommand.COLUMNS);
      return Reachability.exitCode(spec, shown);
    }
  }
}
