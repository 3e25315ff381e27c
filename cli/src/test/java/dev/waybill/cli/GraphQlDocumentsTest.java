package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.exports.ExportConfigCommand;
import dev.waybill.cli.exports.IntegrationCommand;
import dev.waybill.cli.keys.ApiKeyCommand;
import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Every GraphQL document that a command sends is one that the server's schema allows. */
class GraphQlDocumentsTest {
  private static final Set<String> FILES =
      Set.of(
          "apiKeys",
          "azure",
          "exports",
          "backfills",
          "gcs",
          "integrations",
          "notifications",
          "redeliveries",
          "retention",
          "setup");

  /** More than any command asks for. */
  private static final int ANSWERS = 3;

  private final GraphQLSchema schema = schema();

  @TempDir private Path folder;

  @Test
  void areAllInTheServersSchema() throws IOException {
    Set<String> commands = new HashSet<>();
    for (List<String> command : commands()) {
      commands.add(command.getFirst());
      assertValid("exportConfig", command, "");
    }
    for (String endpoint : endpoints()) {
      List<String> update = List.of("update", file("{\"id\":\"x\",\"path\":\"p\"}"));
      assertValid("exportConfig", update, endpoint);
    }

    assertThat(commands).isEqualTo(subcommands(new ExportConfigCommand()));
  }

  @Test
  void ofIntegrationsAreAllInTheServersSchema() throws IOException {
    Set<String> commands = new HashSet<>();
    for (List<String> command :
        List.of(
            List.of("create", "--draft"),
            List.of("create", file("{}")),
            List.of("list"),
            List.of("update", "x", file("{}")),
            List.of("delete", "x"))) {
      commands.add(command.getFirst());
      assertValid("integration", command, "");
    }

    assertThat(commands).isEqualTo(subcommands(new IntegrationCommand()));
  }

  @Test
  void ofKeysAreAllInTheServersSchema() {
    Set<String> commands = new HashSet<>();
    for (List<String> command :
        List.of(
            List.of("create", "--name", "x", "--permission", "READ", "--expires-in", "90d"),
            List.of("list"),
            List.of("rotate", "x", "--overlap", "1h", "--expires-at", "2027-01-31T00:00:00Z"),
            List.of("revoke", "x"))) {
      commands.add(command.getFirst());
      assertValid("apiKey", command, "");
    }

    assertThat(commands).isEqualTo(subcommands(new ApiKeyCommand()));
  }

  private List<List<String>> commands() throws IOException {
    String window = "2026-11-20T00:00:00Z";
    return List.of(
        List.of("create:s3:accessKey", file("{}")),
        List.of("create:s3:assumedRole", file("{}")),
        List.of("create:adls:sasToken", file("{}")),
        List.of("create:adls:entraApp", file("{}")),
        List.of("create:gcs", file("{}")),
        List.of("create:gcs:serviceAccountKey", file("{}")),
        List.of("confirm", "x", "t"),
        List.of("create:directory", file("{}")),
        List.of("update", file("{\"id\":\"x\",\"interval\":\"EVERY_HOUR\"}")),
        List.of("list"),
        List.of("get", "x"),
        List.of("enable", "x"),
        List.of("disable", "x"),
        List.of("delete", "x"),
        List.of("test", "x"),
        List.of("run", "x", "--wait"),
        List.of("jobs", "x"),
        List.of("backfill", "x", "--from", window, "--to", window, "--wait"),
        List.of("backfills", "x"),
        List.of("cancelBackfill", "x"),
        List.of("policy", "x", "--destination", "s3://acme-audit"),
        List.of("policy", "x", "--provider", "azure"),
        List.of("policy", "x", "--provider", "gcs"),
        List.of("redeliver", "x", "--from-job", "1", "--to-job", "2", "--wait"));
  }

  /** Runs the command, which goes on until its end because it is always told that all is well. */
  private void assertValid(String group, List<String> command, String endpoint) {
    try (ScriptedServer server = new ScriptedServer()) {
      String answer =
          """
          {"data":{"result":{"id":"x","status":"SUCCEEDED","connectionStatus":"SUCCESS",
           "endpointConfiguration":{"__typename":"%s"}}}}"""
              .formatted(endpoint);
      for (int i = 0; i < ANSWERS; i++) {
        server.answering(200, answer);
      }
      List<String> arguments = new ArrayList<>(List.of("audit", group));
      arguments.addAll(command);

      Ran ran = Ran.against(server.address(), folder, arguments.toArray(String[]::new));

      assertThat(ran.exitCode()).as("%s: %s", command, ran.err()).isZero();
      assertThat(server.asked()).isNotEmpty();
      for (ScriptedServer.Asked asked : server.asked()) {
        String document = new JsonMapper().readTree(asked.body()).path("query").asString();
        var input = ExecutionInput.newExecutionInput(document).build();
        assertThat(ParseAndValidate.parseAndValidate(schema, input).getErrors())
            .as("%s sends %s", command, document)
            .isEmpty();
      }
    }
  }

  private static Set<String> subcommands(Object group) {
    return new CommandLine(group).getSubcommands().keySet();
  }

  private List<String> endpoints() {
    return schema.<GraphQLUnionType>getTypeAs("EndpointConfiguration").getTypes().stream()
        .map(GraphQLNamedOutputType::getName)
        .toList();
  }

  private String file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "data", ".json"), content).toString();
  }

  private static GraphQLSchema schema() {
    String sdl = FILES.stream().map(GraphQlDocumentsTest::sdl).collect(joining("\n"));
    return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(sdl));
  }

  /** From the server's jar. */
  private static String sdl(String name) {
    String file = "/graphql/" + name + ".graphqls";
    try (InputStream in = GraphQlDocumentsTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
