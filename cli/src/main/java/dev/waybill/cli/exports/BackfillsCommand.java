package dev.waybill.cli.exports;

import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists the backfills of an export. */
@Command(
    name = "backfills",
    mixinStandardHelpOptions = true,
    description = "Lists the backfills of an export, newest first.")
final class BackfillsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--first", defaultValue = "20", description = "How many; default 20.")
  private int first = 20;

  @Option(names = "--after", description = "The cursor of a page before.")
  private Optional<String> after = Optional.empty();

  @Parameters(paramLabel = "ID", description = "The export configuration.")
  private String id = "";

  @Override
  public Integer call() {
    ObjectNode variables =
        JsonNodeFactory.instance.objectNode().put("configurationId", id).put("first", first);
    after.ifPresent(cursor -> variables.put("after", cursor));
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.graphql(BackfillDocuments.list(), variables);
      output.print(
          spec.commandLine().getOut(),
          answer,
          answer.at("/data/exportBackfills/nodes"),
          BackfillCommand.COLUMNS);
    }
    return 0;
  }
}
