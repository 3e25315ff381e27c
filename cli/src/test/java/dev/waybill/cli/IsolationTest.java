package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every command leaves it to the server what a key may see: it sends what it was given to the one
 * place that is listed, and of what the server calls not there it says what the server says.
 * IsolationIT of the server shows that this is the same for another tenant's ids.
 */
class IsolationTest {
  /** Commands with an id of somebody's, and where they send it; those that ask no server last. */
  private static final String COMMANDS =
      """
      audit exportConfig list -> Query.getAllExportConfigurations
      audit exportConfig get {id} -> Query.exportConfiguration
      audit exportConfig jobs {id} --after {id}:9 -> Query.exportJobs
      audit exportConfig backfills {id} --after {id} -> Query.exportBackfills
      audit exportConfig policy {id} --destination s3://acme-audit -> Query.setupInstructions
      audit exportConfig policy --integration {id} --destination s3://acme-audit -> Query.setupInstructions
      audit exportConfig policy {id} -> Query.exportConfiguration
      audit exportConfig policy {id} --provider azure -> Query.azureSetupInstructions
      audit exportConfig policy --integration {id} --destination gs://acme-audit -> Query.gcsSetupInstructions
      audit exportConfig create:s3:accessKey {file} -> Mutation.createS3AccessKeyExportConfiguration
      audit exportConfig create:s3:assumedRole {file} -> Mutation.createS3AssumedRoleExportConfiguration
      audit exportConfig create:adls:sasToken {file} -> Mutation.createAdlsSasTokenExportConfiguration
      audit exportConfig create:adls:entraApp {file} -> Mutation.createAdlsEntraAppExportConfiguration
      audit exportConfig create:gcs {file} -> Mutation.createGcsExportConfiguration
      audit exportConfig create:gcs:serviceAccountKey {file} -> Mutation.createGcsServiceAccountKeyExportConfiguration
      audit exportConfig confirm {id} t -> Mutation.confirmDestination
      audit exportConfig create:directory {file} -> Mutation.createDirectoryExportConfiguration
      audit exportConfig update {file} -> Mutation.updateExportConfiguration
      audit exportConfig enable {id} -> Mutation.enableExportConfiguration
      audit exportConfig disable {id} -> Mutation.disableExportConfiguration
      audit exportConfig delete {id} -> Mutation.deleteExportConfiguration
      audit exportConfig test {id} -> Mutation.testExportConfiguration
      audit exportConfig run {id} --wait -> Mutation.runExportConfiguration
      audit exportConfig backfill {id} --from 2026-01-01T00:00:00Z --to 2026-01-02T00:00:00Z -> Mutation.backfill
      audit exportConfig cancelBackfill {id} -> Mutation.cancelBackfill
      audit exportConfig redeliver {id} --stream {id} --from-job 1 --to-job 2 -> Mutation.redeliver
      audit integration list -> Query.storageIntegrations
      audit integration create {file} -> Mutation.createStorageIntegration
      audit integration update {id} {file} -> Mutation.updateStorageIntegrationDestination
      audit integration delete {id} -> Mutation.deleteStorageIntegration
      audit apiKey list -> Query.apiKeys
      audit apiKey create --name k --permission READ -> Mutation.createApiKey
      audit apiKey rotate {id} -> Mutation.rotateApiKey
      audit apiKey revoke {id} -> Mutation.revokeApiKey
      events send {file} -> POST /api/audit/events
      events import {file} --time-field t --type-field id -> POST /api/audit/events
      events search --text {id} -> GET /api/audit/events
      admin tenant list -> GET /api/admin/tenants
      admin tenant create Acme --id {id} -> PUT /api/admin/tenants/{id}
      admin tenant set {id} --retention-days 7 -> GET /api/admin/tenants/{id}
      admin tenant suspend {id} -> GET /api/admin/tenants/{id}
      admin tenant resume {id} -> GET /api/admin/tenants/{id}
      admin tenant usage {id} -> GET /api/admin/tenants/{id}/usage
      admin tenant delete {id} --confirm {id} -> DELETE /api/admin/tenants/{id}
      admin key list --tenant {id} -> GET /api/admin/tenants/{id}/keys
      admin key create --tenant {id} --name k --permission READ -> POST /api/admin/tenants/{id}/keys
      admin key rotate {id} -> POST /api/admin/keys/{id}/rotate
      admin key revoke {id} -> DELETE /api/admin/keys/{id}
      admin signing-key list -> GET /api/admin/signing-keys
      admin signing-key rotate -> POST /api/admin/signing-keys/rotate
      admin secrets rotate -> POST /api/admin/secrets/rotate
      admin clock confirm -> POST /api/admin/clock/confirm
      admin backup backups/{id} -> POST /api/admin/backups
      configure -> nowhere
      verify -> nowhere
      """;

  private static final String NOT_THERE = "There is no such thing.";

  @TempDir private Path folder;

  /** What one command did and what the server was asked. */
  private record Seen(int exitCode, String out, String err, List<String> asked) {}

  @Test
  void everyCommandIsListed() {
    Set<String> existing = new TreeSet<>();
    collect(Main.commandLine(), "", existing);
    Set<String> missing = new TreeSet<>(existing);
    Set<String> gone = new HashSet<>();
    for (String line : COMMANDS.lines().toList()) {
      String named =
          existing.stream()
              .filter(command -> (line + " ").startsWith(command + " "))
              .findFirst()
              .orElse("");
      if (named.isEmpty()) {
        gone.add(line);
      }
      missing.remove(named);
    }

    assertThat(missing)
        .as("say in COMMANDS of this test where each of these sends another tenant's id")
        .isEmpty();
    assertThat(gone).as("listed, but no longer there: remove them").isEmpty();
  }

  @Test
  void whatIsNotThereIsSaidInTheServersWordsWhoeverItBelongsTo() throws IOException {
    for (String line : COMMANDS.lines().toList()) {
      String[] parts = line.split(" -> ", 2);
      if (!parts[1].equals("nowhere")) {
        Seen one = run(parts, UUID.randomUUID().toString());
        Seen other = run(parts, UUID.randomUUID().toString());

        assertThat(one).as(line).isEqualTo(other);
        assertThat(one.exitCode()).as(line).isEqualTo(1);
        assertThat(one.out()).as(line).isEmpty();
        assertThat(one.err()).as(line).contains(NOT_THERE).hasLineCount(1);
        assertThat(one.asked()).as(line).containsExactly(parts[1]);
      }
    }
  }

  private Seen run(String[] parts, String id) throws IOException {
    try (ScriptedServer server = new ScriptedServer()) {
      boolean graphQl = parts[1].contains(".");
      server.answering(
          graphQl ? 200 : 404,
          graphQl
              ? "{\"errors\":[{\"message\":\"%s\",\"extensions\":{\"code\":\"NOT_FOUND\"}}],\"data\":null}"
                  .formatted(NOT_THERE)
              : "{\"detail\":\"%s\"}".formatted(NOT_THERE));
      String file =
          Files.writeString(folder.resolve("data.json"), "{\"id\":\"%s\",\"t\":1}\n".formatted(id))
              .toString();
      String[] arguments =
          Arrays.stream(parts[0].split(" "))
              .map(word -> word.replace("{id}", id).replace("{file}", file))
              .toArray(String[]::new);

      Ran ran = Ran.against(server.address(), folder, arguments);

      return new Seen(
          ran.exitCode(),
          ran.out().replace(id, "{id}"),
          ran.err().replace(id, "{id}"),
          server.asked().stream().map(asked -> where(asked).replace(id, "{id}")).toList());
    }
  }

  private static String where(ScriptedServer.Asked asked) {
    String path = asked.path().replaceFirst("\\?.*", "");
    return path.equals("/api/audit/graphql")
        ? field(new JsonMapper().readTree(asked.body()).path("query").asString())
        : asked.method() + " " + path;
  }

  private static String field(String document) {
    return Parser.parse(document).getDefinitionsOfType(OperationDefinition.class).stream()
        .flatMap(
            operation ->
                operation.getSelectionSet().getSelectionsOfType(Field.class).stream()
                    .map(field -> type(operation) + "." + field.getName()))
        .collect(Collectors.joining(" "));
  }

  private static String type(OperationDefinition operation) {
    String name = operation.getOperation().name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** The commands that do something: those without commands of their own. */
  private static void collect(CommandLine command, String path, Set<String> found) {
    Map<String, CommandLine> commands = command.getSubcommands();
    if (commands.isEmpty()) {
      found.add(path);
    }
    commands.forEach(
        (name, sub) ->
            collect(
                sub,
                Stream.of(path, name)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" ")),
                found));
  }
}
