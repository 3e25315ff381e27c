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

/** Puts delivered jobs again. */
@Command(
    name = "redeliver",
    mixinStandardHelpOptions = true,
    description = "Puts the objects of delivered jobs again that are missing at the destination.")
final class RedeliverCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "status",
          "fromSequence",
          "toSequence",
          "progress.objectsPut",
          "progress.objectsPresent",
          "failure.message");

  private static final Duration POLL = Duration.ofMillis(300);

  private static final String REDELIVERY =
      """
      { __typename id configurationId fromSequence toSequence status
        progress { jobs jobsTotal objectsPut objectsPresent }
        failure { fault stage code message advice } nextAttemptAt createdAt finishedAt }\
      """;

  private static final String ASK =
      """
      mutation($configurationId: ID!, $stream: ID, $fromSequence: Long!, $toSequence: Long!) {
        redeliver(configurationId: $configurationId, stream: $stream,
          fromSequence: $fromSequence, toSequence: $toSequence) %s }\
      """
          .formatted(REDELIVERY);

  private static final String LOOK = "query($id: ID!) { redelivery(id: $id) " + REDELIVERY + " }";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "The export.")
  private String id = "";

  @Option(names = "--from-job", required = true, description = "The sequence of the first job.")
  private long fromJob;

  @Option(
      names = "--to-job",
      required = true,
      description = "The sequence of the last job, inclusive.")
  private long toJob;

  @Option(
      names = "--stream",
      description = "The stream of the jobs: refused if the export has gone on with another one.")
  private Optional<String> stream = Optional.empty();

  @Option(names = "--wait", description = "Waits until all is there, or cannot be put.")
  private boolean wait;

  @Override
  public Integer call() {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("configurationId", id)
            .put("fromSequence", fromJob)
            .put("toSequence", toJob);
    stream.ifPresent(meant -> request.put("stream", meant));
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.graphql(ASK, request);
      if (wait) {
        answer = await(client, answer);
      }
      output.print(spec.commandLine().getOut(), answer, Documents.result(answer), COLUMNS);
      return exitCode(Documents.result(answer));
    }
  }

  private JsonNode await(WaybillClient client, JsonNode asked) {
    ObjectNode byId =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", Documents.result(asked).path("id").asString());
    try (Progress progress = Progress.of("redelivering", toJob - fromJob + 1, "jobs")) {
      JsonNode answer = client.graphql(LOOK, byId);
      while (Documents.result(answer).path("status").asString().equals("RUNNING")) {
        progress.at(Documents.result(answer).at("/progress/jobs").asLong());
        pause();
        answer = client.graphql(LOOK, byId);
      }
      progress.at(Documents.result(answer).at("/progress/jobs").asLong());
      return answer;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted; the redelivery goes on.");
    }
  }

  private int exitCode(JsonNode redelivery) {
    String status = redelivery.path("status").asString();
    if (!wait || status.equals("SUCCEEDED")) {
      return 0;
    }
    String reason = redelivery.at("/failure/message").asString("");
    throw new CommandFailure(
        "The redelivery is " + status + (reason.isEmpty() ? "." : ": " + reason));
  }
}
