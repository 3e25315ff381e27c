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

/** Stops a backfill. */
@Command(
    name = "cancelBackfill",
    mixinStandardHelpOptions = true,
    description = "Stops a backfill; what it has delivered stays where it is.")
final class CancelBackfillCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "The backfill.")
  private String id = "";

  @Override
  public Integer call() {
    try (WaybillClient client = server.connect()) {
      JsonNode answer =
          client.graphql(
              BackfillDocuments.cancel(), JsonNodeFactory.instance.objectNode().put("id", id));
      output.print(
          spec.commandLine().getOut(),
          answer,
          answer.at("/data/cancelBackfill"),
          BackfillCommand.COLUMNS);
    }
    return 0;
  }
}
