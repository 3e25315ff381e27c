package dev.waybill.cli.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.io.IOException;
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
  /** A token is far shorter. */
  private static final int MOST_BYTES = 4096;

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
      paramLabel = "TOKEN",
      description =
          "The text of the object .waybill.confirm.<storage integration's id>; '-' is stdin.")
  private String token = "";

  @Override
  public Integer call() {
    String text = (token.equals("-") ? standardInput() : token).strip();
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

  private static String standardInput() {
    try {
      return new String(System.in.readNBytes(MOST_BYTES), UTF_8);
    } catch (IOException e) {
      throw new CommandFailure(
          "Cannot read the standard input: " + e.getMessage() + ".", CommandFailure.USAGE);
    }
  }
}
