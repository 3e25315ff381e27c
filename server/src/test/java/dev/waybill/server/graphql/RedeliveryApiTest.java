package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ConfigurationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedeliveryApiTest {
  private static final String FIELDS =
      "{ id configurationId fromSequence toSequence status progress { jobs jobsTotal objectsPut"
          + " objectsPresent } failure { fault stage code message advice } nextAttemptAt createdAt"
          + " finishedAt }";

  private final ApiFixture api;

  RedeliveryApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void healsADirectory() {
    Export export = export(3);
    Map<String, String> delivered = export.files();
    export.delete(delivered.keySet().iterator().next());

    JsonNode asked = export.redeliver(1, 3);
    assertThat(asked.get("status").asString()).isEqualTo("RUNNING");
    assertThat(asked.at("/progress/jobsTotal").asInt()).isEqualTo(3);
    assertThat(asked.get("configurationId").asString()).isEqualTo(export.id);
    api.redeliver();

    JsonNode done = export.find(asked);
    assertThat(done.get("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(done.at("/progress/jobs").asInt()).isEqualTo(3);
    assertThat(done.at("/progress/objectsPut").asInt()).isEqualTo(1);
    assertThat(done.at("/progress/objectsPresent").asInt()).isEqualTo(2);
    assertThat(done.get("finishedAt").isNull()).isFalse();
    assertThat(done.get("failure").isNull()).isTrue();
    assertThat(export.files()).isEqualTo(delivered);
  }

  @Test
  void refusesJobsOfAnotherStreamThanThePresentOne() {
    Export export = export(1);

    JsonNode error = export.error(export.ofStream(new UUID(1, 2).toString()));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("stream");
    String present = error.get("message").asString().replaceFirst(".*is (\\S+):.*", "$1");
    assertThat(export.redeliver(export.ofStream(present)).get("toSequence").asLong()).isEqualTo(1);
  }

  @Test
  void saysWhichFieldIsWrong() {
    Export export = export(1);

    JsonNode error = export.error(1, 2);
    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("toSequence");
    assertThat(error.get("message").asString()).contains("the last that has is 1");
    assertThat(export.error(0, 1).at("/extensions/field").asString()).isEqualTo("fromSequence");
    assertThat(export.error(2, 1).at("/extensions/field").asString()).isEqualTo("toSequence");
    assertThat(export.error(Long.MIN_VALUE, Long.MAX_VALUE).at("/extensions/code").asString())
        .isEqualTo("BAD_REQUEST");
  }

  @Test
  void theSameIsReturnedAndAnOverlappingOneIsAConflict() {
    Export export = export(3);
    JsonNode first = export.redeliver(1, 2);

    assertThat(export.redeliver(1, 2).get("id")).isEqualTo(first.get("id"));
    JsonNode error = export.error(2, 3);
    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(error.get("message").asString()).contains(first.get("id").asString());
  }

  @Test
  void cancelsOne() {
    Export export = export(1);
    JsonNode asked = export.redeliver(1, 1);

    JsonNode cancelled = export.cancel(asked);
    assertThat(cancelled.get("status").asString()).isEqualTo("CANCELLED");
    assertThat(export.cancel(asked)).isEqualTo(cancelled);
    api.redeliver();
    assertThat(export.find(asked)).isEqualTo(cancelled);
  }

  @Test
  void listsPages() {
    Export export = export(1);
    JsonNode older = export.cancel(export.redeliver(1, 1));
    api.time.advance(Duration.ofSeconds(1));
    JsonNode newer = export.cancel(export.redeliver(1, 1));

    JsonNode page = export.page("first: 1");
    assertThat(page.at("/nodes/0/id")).isEqualTo(newer.get("id"));
    assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    String cursor = page.at("/pageInfo/endCursor").asString();
    JsonNode last = export.page("first: 1 after: \"" + cursor + "\"");
    assertThat(last.at("/nodes/0/id")).isEqualTo(older.get("id"));
    assertThat(last.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(export.page("after: \"no cursor\"").get("nodes")).isEmpty();
    assertThat(
            export.tenant.error(export.pageDocument("first: 0")).at("/extensions/field").asString())
        .isEqualTo("first");
  }

  @Test
  void nothingOfAnotherTenantIsFound() {
    Export export = export(1);
    String ours = export.redeliver(1, 1).get("id").asString();
    ApiFixture.Tenant other = api.tenant();

    for (String document :
        new String[] {
          "query { redelivery(id: \"" + ours + "\") { id } }",
          "mutation { cancelRedelivery(id: \"" + ours + "\") { id } }",
          "query { redeliveries(configurationId: \"" + export.id + "\") { nodes { id } } }",
          "mutation { redeliver(configurationId: \""
              + export.id
              + "\", fromSequence: 1, toSequence: 1) { id } }",
          "query { redelivery(id: \"" + UUID.randomUUID() + "\") { id } }",
          "query { redelivery(id: \"no id\") { id } }"
        }) {
      assertThat(other.error(document).at("/extensions/code").asString())
          .as(document)
          .isEqualTo("NOT_FOUND");
    }
    assertThat(export.find(ours).get("status").asString()).isEqualTo("RUNNING");
  }

  @Test
  void aKeyThatMayOnlyReadSeesButDoesNotChange() {
    Export export = export(1);
    String id = export.redeliver(1, 1).get("id").asString();
    Map<String, String> reader = Map.of(TestApi.PERMISSION, "AUDIT_READ");

    assertThat(
            export
                .tenant
                .post("query { redelivery(id: \"" + id + "\") { id } }", Map.of(), reader)
                .has("errors"))
        .isFalse();
    for (String mutation :
        new String[] {
          "mutation { cancelRedelivery(id: \"" + id + "\") { id } }",
          "mutation { redeliver(configurationId: \""
              + export.id
              + "\", fromSequence: 1, toSequence: 1) { id } }"
        }) {
      assertThat(
              ApiFixture.onlyError(export.tenant.post(mutation, Map.of(), reader))
                  .at("/extensions/code")
                  .asString())
          .isEqualTo("FORBIDDEN");
    }
  }

  @Test
  void deletingTheExportCancelsIt() {
    Export export = export(1);
    JsonNode asked = export.redeliver(1, 1);
    export.tenant.data("mutation { deleteExportConfiguration(id: \"" + export.id + "\") { id } }");

    api.redeliver();
    assertThat(export.find(asked).get("status").asString()).isEqualTo("CANCELLED");
    assertThat(export.find(asked).at("/progress/jobs").asInt()).isZero();
  }

  @Test
  void saysThatTheDestinationChanged() {
    Export export = export(1);
    JsonNode asked = export.redeliver(1, 1);
    export.tenant.data(
        "mutation { updateDirectoryExportConfiguration(data: { id: \""
            + export.id
            + "\" path: \"moved\" }) { id } }");

    api.redeliver();

    JsonNode failed = export.find(asked);
    assertThat(failed.get("status").asString()).isEqualTo("FAILED");
    assertThat(failed.at("/failure/code").asString()).isEqualTo("DESTINATION_CHANGED");
    assertThat(failed.at("/failure/fault").asString()).isEqualTo("CALLER");
    assertThat(export.error(1, 1).get("message").asString())
        .contains("delivered at another place than the present one: 1.");
  }

  /** An export to a directory that has delivered so many jobs, with one object each. */
  private Export export(int jobs) {
    ApiFixture.Tenant tenant = api.tenant();
    Export export =
        new Export(
            tenant,
            tenant
                .data(
                    ("mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR"
                            + " root: \"%s\" path: \"audit\" }) { id } }")
                        .formatted(api.root))
                .at("/createDirectoryExportConfiguration/id")
                .asString());
    for (int job = 1; job <= jobs; job++) {
      api.append(tenant, "event-" + job);
      assertThat(api.engine.run(new ConfigurationId(UUID.fromString(export.id)))).isPresent();
      api.deliver();
    }
    return export;
  }

  private final class Export {
    private final ApiFixture.Tenant tenant;
    private final String id;

    Export(ApiFixture.Tenant tenant, String id) {
      this.tenant = tenant;
      this.id = id;
    }

    private String redeliverDocument(long from, long to) {
      return "mutation { redeliver(configurationId: \"%s\", fromSequence: %d, toSequence: %d) %s }"
          .formatted(id, from, to, FIELDS);
    }

    /** Of its first job, if that is meant to be of that stream. */
    String ofStream(String stream) {
      return redeliverDocument(1, 1)
          .replace("fromSequence: 1", "stream: \"" + stream + "\", fromSequence: 1");
    }

    JsonNode redeliver(long from, long to) {
      return redeliver(redeliverDocument(from, to));
    }

    JsonNode redeliver(String document) {
      return tenant.data(document).get("redeliver");
    }

    JsonNode error(long from, long to) {
      return error(redeliverDocument(from, to));
    }

    JsonNode error(String document) {
      return tenant.error(document);
    }

    JsonNode cancel(JsonNode redelivery) {
      return tenant
          .data(
              "mutation { cancelRedelivery(id: \"%s\") %s }"
                  .formatted(redelivery.get("id").asString(), FIELDS))
          .get("cancelRedelivery");
    }

    JsonNode find(JsonNode redelivery) {
      return find(redelivery.get("id").asString());
    }

    JsonNode find(String redelivery) {
      return tenant
          .data("query { redelivery(id: \"%s\") %s }".formatted(redelivery, FIELDS))
          .get("redelivery");
    }

    String pageDocument(String arguments) {
      return "query { redeliveries(configurationId: \"%s\" %s) { nodes { id } pageInfo { hasNextPage endCursor } } }"
          .formatted(id, arguments);
    }

    JsonNode page(String arguments) {
      return tenant.data(pageDocument(arguments)).get("redeliveries");
    }

    private Path folder() {
      return api.root.resolve(tenant.id.value()).resolve("audit");
    }

    Map<String, String> files() {
      Map<String, String> contents = new TreeMap<>();
      try (Stream<Path> files = Files.walk(folder().resolve("events"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          contents.put(
              folder().relativize(file).toString(),
              HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return contents;
    }

    void delete(String file) {
      try {
        Files.delete(folder().resolve(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
