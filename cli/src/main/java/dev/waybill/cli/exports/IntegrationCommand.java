package dev.waybill.cli.exports;

import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.util.List;
import java.util.Optional;
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

/** Storage integrations: where exports go, and how to authenticate there. */
@Command(
    name = "integration",
    mixinStandardHelpOptions = true,
    description = "Creates, changes and deletes storage integrations, and drafts of them.")
public final class IntegrationCommand implements Runnable {
  static final List<String> COLUMNS =
      List.of("id", "name", "draft", "externalId", "revision", "connectionStatus");

  /** What becomes of exports when their destination changes. */
  enum AtUpdate {
    PAUSE,
    UPDATE
  }

  /** What becomes of exports when their destination goes. */
  enum AtDeletion {
    PAUSE,
    DELETE
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? See 'waybill audit integration --help'.");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description =
          "Creates a storage integration without an export; with --draft one that has an external"
              + " id and nothing else yet.")
  int create(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Option(names = "--draft", description = "Without a destination, and so without a FILE.")
          boolean draft,
      @Parameters(
              arity = "0..1",
              paramLabel = "FILE",
              description = "The mutation's data as JSON; '-' is stdin.")
          Optional<String> file) {
    if (file.isEmpty() && !draft) {
      throw new ParameterException(spec.commandLine(), "FILE is missing; only --draft takes none.");
    }
    ObjectNode data =
        file.map(IntegrationCommand::data).orElseGet(JsonNodeFactory.instance::objectNode);
    if (draft) {
      data.put("draft", true);
    }
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    variables.set("data", data);
    return showConnected(output, send(server, IntegrationDocuments.create(), variables));
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all storage integrations, drafts too.")
  int list(@Mixin TenantOptions server, @Mixin OutputOptions output) {
    return show(
        output, send(server, IntegrationDocuments.list(), JsonNodeFactory.instance.objectNode()));
  }

  @Command(
      name = "update",
      mixinStandardHelpOptions = true,
      description = "Gives a draft its destination, or changes that of an integration.")
  int update(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Option(
              names = "--linked-exports",
              defaultValue = "PAUSE",
              description =
                  "What becomes of its exports if it leads to another place:"
                      + " ${COMPLETION-CANDIDATES}; default PAUSE.")
          AtUpdate linked,
      @Parameters(paramLabel = "ID") String id,
      @Parameters(paramLabel = "FILE", description = "The mutation's data as JSON; '-' is stdin.")
          String file) {
    ObjectNode variables =
        JsonNodeFactory.instance.objectNode().put("id", id).put("linkedExports", linked.name());
    variables.set("data", data(file));
    return showConnected(output, send(server, IntegrationDocuments.update(), variables));
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Deletes a draft, or a storage integration.")
  int delete(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Option(
              names = "--linked-exports",
              defaultValue = "PAUSE",
              description = {
                "What becomes of its exports.",
                "PAUSE (default): they are disabled, and wait to be attached to another one;",
                "DELETE: they are deleted, too."
              })
          AtDeletion linked,
      @Parameters(paramLabel = "ID") String id) {
    ObjectNode variables =
        JsonNodeFactory.instance.objectNode().put("id", id).put("linkedExports", linked.name());
    return show(output, send(server, IntegrationDocuments.delete(), variables));
  }

  private static JsonNode send(TenantOptions server, String document, ObjectNode variables) {
    try (WaybillClient client = server.connect()) {
      return client.graphql(document, variables);
    }
  }

  private int show(OutputOptions output, JsonNode answer) {
    output.print(spec.commandLine().getOut(), answer, Documents.result(answer), COLUMNS);
    return 0;
  }

  /** A draft is as it should be without a storage. */
  private int showConnected(OutputOptions output, JsonNode answer) {
    show(output, answer);
    JsonNode shown = Documents.result(answer);
    return shown.path("draft").asBoolean(false) ? 0 : Reachability.exitCode(spec, shown);
  }

  private static ObjectNode data(String file) {
    return DataFile.read(file, System.in, name -> System.getenv().getOrDefault(name, ""));
  }
}
