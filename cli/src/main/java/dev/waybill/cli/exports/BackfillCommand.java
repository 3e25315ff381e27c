package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.Progress;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.time.Duration;
import java.util.List;
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

/** Delivers a window of the past, and shows how that goes. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description = {
      "Delivers what was received in a window of the past.",
      "The same command again shows the same backfill, or goes on with a cancelled one."
    })
final class BackfillCommand implements Callable<Integer> {
  static final List<String> COLUMNS =
      List.of("id", "status", "from", "to", "prefix", "percent", "events.done", "failure.message");

  private static final Duration POLL = Duration.ofMillis(300);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "Time of receipt, inclusive, such as 2026-11-20T14:00:00Z.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "Time of receipt, exclusive.")
  private String to = "";

  @Option(
      names = "--prefix",
      paramLabel = "FOLDER",
      description = "A folder below the export's path, for a second copy; default: none.")
  private Optional<String> prefix = Optional.empty();

  @Option(names = "--wait", description = "Waits until it has succeeded or is blocked.")
  private boolean wait;

  @Parameters(paramLabel = "ID", description = "The export configuration.")
  private String id = "";

  @Override
  public Integer call() {
    ObjectNode variables =
        JsonNodeFactory.instance
            .objectNode()
            .put("configurationId", id)
            .put("from", from)
            .put("to", to);
    prefix.ifPresent(folder -> variables.put("prefix", folder));
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.graphql(BackfillDocuments.create(), variables);
      if (wait) {
        answer = await(client, Documents.result(answer).path("id").asString());
      }
      output.print(spec.commandLine().getOut(), answer, Documents.result(answer), COLUMNS);
      if (wait) {
        requireSucceeded(Documents.result(answer));
      }
    }
    return 0;
  }

  private static JsonNode await(WaybillClient client, String backfill) {
    ObjectNode byId = JsonNodeFactory.instance.objectNode().put("id", backfill);
    try (Progress progress = Progress.ofBytes("Delivering", -1)) {
      while (true) {
        JsonNode answer = client.graphql(BackfillDocuments.get(), byId);
        JsonNode shown = Documents.result(answer);
        progress.at(shown.at("/bytes/done").asLong(0), shown.at("/bytes/total").asLong(-1));
        if (!shown.path("status").asString().equals("RUNNING")
            || shown.path("failure").isObject()) {
          return answer;
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted; the backfill goes on.");
    }
  }

  private static void requireSucceeded(JsonNode backfill) {
    String status = backfill.path("status").asString();
    if (status.equals("CANCELLED")) {
      throw new CommandFailure("The backfill was cancelled.");
    }
    if (!status.equals("SUCCEEDED")) {
      throw new CommandFailure(
          "The backfill is blocked, and tries again by itself: "
              + backfill.at("/failure/message").asString(""));
    }
  }
}
