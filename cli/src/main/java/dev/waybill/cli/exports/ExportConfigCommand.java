package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Export configurations: each subcommand sends one GraphQL document and prints its answer. */
@Command(
    name = "exportConfig",
    mixinStandardHelpOptions = true,
    description = "Creates, changes and runs export configurations.",
    subcommands = {
      CreateCommand.S3AccessKey.class,
      CreateCommand.S3AssumedRole.class,
      CreateCommand.AdlsSasToken.class,
      CreateCommand.AdlsEntraApp.class,
      CreateCommand.Gcs.class,
      CreateCommand.GcsServiceAccountKey.class,
      CreateCommand.Directory.class,
      ConfirmCommand.class,
      BackfillCommand.class,
      CancelBackfillCommand.class,
      BackfillsCommand.class,
      RedeliverCommand.class,
      PolicyCommand.class
    })
public final class ExportConfigCommand implements Runnable {
  static final List<String> CONFIGURATION_COLUMNS =
      List.of(
          "id",
          "name",
          "interval",
          "enabled",
          "lag",
          "consecutiveFailures",
          "nextJobAt",
          "connectionStatus");

  /** For one export there is room for the key that its manifests are signed with, and for words. */
  private static final List<String> ONE_CONFIGURATION_COLUMNS =
      Stream.concat(CONFIGURATION_COLUMNS.stream(), Stream.of("signingKeyId", "warnings")).toList();

  private static final List<String> JOB_COLUMNS =
      List.of("id", "sequence", "status", "scheduledAt", "eventCount", "failure.message");

  private static final Duration POLL = Duration.ofMillis(300);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? See 'waybill audit exportConfig --help'.");
  }

  @Command(
      name = "update",
      mixinStandardHelpOptions = true,
      description = "Changes an export; the file names its id and the fields to change.")
  int update(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "FILE", description = "The mutation's data as JSON; '-' is stdin.")
          String file) {
    ObjectNode data = data(file);
    if (data.path("id").asString("").isEmpty()) {
      throw new CommandFailure(
          "id: the file must name the export to change.", CommandFailure.USAGE);
    }
    return change(server, output, updateDocument(server, data), data);
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all exports.")
  int list(@Mixin TenantOptions server, @Mixin OutputOptions output) {
    JsonNode answer = send(server, Documents.list(), JsonNodeFactory.instance.objectNode());
    return show(output, answer, CONFIGURATION_COLUMNS);
  }

  @Command(name = "get", mixinStandardHelpOptions = true, description = "Shows an export.")
  int get(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID") String id) {
    return show(output, send(server, Documents.get(), byId(id)), ONE_CONFIGURATION_COLUMNS);
  }

  @Command(name = "enable", mixinStandardHelpOptions = true, description = "Resumes an export.")
  int enable(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID") String id) {
    return act(server, output, "enableExportConfiguration", id);
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Pauses an export; it keeps its position.")
  int disable(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID") String id) {
    return act(server, output, "disableExportConfiguration", id);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description =
          "Deletes an export; what it delivered stays where it is, and what is undelivered"
              + " follows in the background, at the first attempt or never.")
  int delete(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID") String id) {
    return act(server, output, "deleteExportConfiguration", id);
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Tests the connection to the storage.")
  int test(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = send(server, Documents.act("testExportConfiguration"), byId(id));
    return showConnected(output, answer);
  }

  @Command(name = "run", mixinStandardHelpOptions = true, description = "Runs an export now.")
  int run(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Option(names = "--wait", description = "Waits until the job has succeeded or is blocked.")
          boolean wait,
      @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = send(server, Documents.run(), byId(id));
    if (wait) {
      answer = await(server, Documents.result(answer).path("id").asString());
    }
    show(output, answer, JOB_COLUMNS);
    String status = Documents.result(answer).path("status").asString();
    if (!wait || status.equals("SUCCEEDED")) {
      return 0;
    }
    String reason = Documents.result(answer).at("/failure/message").asString("");
    throw new CommandFailure("The job is " + status + (reason.isEmpty() ? "." : ": " + reason));
  }

  @Command(
      name = "jobs",
      mixinStandardHelpOptions = true,
      description = "Lists the jobs of an export, newest first.")
  int jobs(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Option(names = "--first", defaultValue = "20", description = "How many; default 20.")
          int first,
      @Option(names = "--after", defaultValue = "", description = "The cursor of a page before.")
          String after,
      @Parameters(paramLabel = "ID") String id) {
    ObjectNode variables =
        JsonNodeFactory.instance.objectNode().put("configurationId", id).put("first", first);
    if (!after.isEmpty()) {
      variables.put("after", after);
    }
    JsonNode answer = send(server, Documents.jobs(), variables);
    output.print(
        spec.commandLine().getOut(), answer, Documents.result(answer).path("nodes"), JOB_COLUMNS);
    return 0;
  }

  private String updateDocument(TenantOptions server, ObjectNode data) {
    if (!Destination.isChangedBy(data)) {
      return Documents.change("updateExportConfiguration", "UpdateExportConfigurationInput");
    }
    String type =
        Documents.result(send(server, Documents.get(), byId(data.path("id").asString())))
            .at("/endpointConfiguration/__typename")
            .asString("");
    for (Destination destination : Destination.values()) {
      if (destination.hasEndpointType(type)) {
        return destination.updateDocument();
      }
    }
    throw new CommandFailure("This command cannot change a destination of type " + type + ".");
  }

  private JsonNode await(TenantOptions server, String job) {
    try (WaybillClient client = server.connect()) {
      return await(client, job);
    }
  }

  private JsonNode await(WaybillClient client, String job) {
    JsonNode answer = client.graphql(Documents.job(), byId(job));
    while (Set.of("PLANNED", "RUNNING")
        .contains(Documents.result(answer).path("status").asString())) {
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure("Interrupted; the job goes on.");
      }
      answer = client.graphql(Documents.job(), byId(job));
    }
    return answer;
  }

  private int change(TenantOptions server, OutputOptions output, String document, ObjectNode data) {
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    variables.set("data", data);
    return showConnected(output, send(server, document, variables));
  }

  private int act(TenantOptions server, OutputOptions output, String mutation, String id) {
    return show(output, send(server, Documents.act(mutation), byId(id)), CONFIGURATION_COLUMNS);
  }

  private static JsonNode send(TenantOptions server, String document, ObjectNode variables) {
    try (WaybillClient client = server.connect()) {
      return client.graphql(document, variables);
    }
  }

  private int show(OutputOptions output, JsonNode answer, List<String> columns) {
    output.print(spec.commandLine().getOut(), answer, Documents.result(answer), columns);
    return 0;
  }

  /** Prints the configuration, and says by the exit code whether its storage is reachable. */
  private int showConnected(OutputOptions output, JsonNode answer) {
    show(output, answer, CONFIGURATION_COLUMNS);
    return Reachability.exitCode(spec, Documents.result(answer));
  }

  private ObjectNode byId(String id) {
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  private static ObjectNode data(String file) {
    return DataFile.read(file, System.in, name -> System.getenv().getOrDefault(name, ""));
  }
}
