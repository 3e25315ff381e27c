package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.waybill.stores.s3.S3ProxyServer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The documents that customers have in their scripts, against a store that checks signatures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractDocumentsTest {
  private static final String CREATE =
      """
      mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_12_HOURS bucket: "archive" path: "p" region: "us-east-1" accessKeyId: "%s" secretAccessKey: "%s" })
        { id interval enabled connectionStatus endpointConfiguration { ... on S3AccessKeyEndpointConfiguration { bucket path region } } } }
      """
          .formatted(S3ProxyServer.ACCESS_KEY_ID, S3ProxyServer.SECRET_ACCESS_KEY);

  private final S3ProxyServer s3 = S3ProxyServer.start();
  private final ApiFixture api;

  ContractDocumentsTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.of(s3.endpoint()));
  }

  @BeforeAll
  void createBucket() {
    s3.createBucket("archive");
  }

  @AfterAll
  void close() {
    api.close();
    s3.close();
  }

  @Test
  void creatingAnExportReturnsSuccessAndLeavesTheMarker() {
    JsonNode created = api.tenant().data(CREATE).get("createS3AccessKeyExportConfiguration");
    assertThat(created.get("interval").asString()).isEqualTo("EVERY_12_HOURS");
    assertThat(created.get("enabled").asBoolean()).isTrue();
    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(created.get("endpointConfiguration").toString())
        .isEqualTo("{\"bucket\":\"archive\",\"path\":\"p\",\"region\":\"us-east-1\"}");
    assertThat(s3.keys("archive")).contains("p/.waybill.export.log");
  }

  @Test
  void listingEnablingDisablingAndDeletingWork() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = tenant.data(CREATE).at("/createS3AccessKeyExportConfiguration/id").asString();
    JsonNode listed =
        tenant
            .data(
                "query { getAllExportConfigurations { id interval enabled connectionStatus"
                    + " createdAt updatedAt } }")
            .get("getAllExportConfigurations");
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("id").asString()).isEqualTo(id);
    assertThat(listed.get(0).get("createdAt").asString()).isEqualTo("2026-11-20T14:20:00Z");
    for (String verb : List.of("disable", "enable", "delete")) {
      String mutation = verb + "ExportConfiguration";
      assertThat(
              tenant
                  .data("mutation { " + mutation + "(id: \"" + id + "\") { id } }")
                  .at("/" + mutation + "/id")
                  .asString())
          .isEqualTo(id);
    }
    assertThat(
            tenant
                .data("query { getAllExportConfigurations { id } }")
                .get("getAllExportConfigurations"))
        .isEmpty();
  }

  @Test
  void theIdIsTheExternalId() {
    JsonNode created =
        api.tenant()
            .data(CREATE.replace("{ id interval", "{ id externalId storageIntegrationId interval"))
            .get("createS3AccessKeyExportConfiguration");
    assertThat(created.get("externalId")).isEqualTo(created.get("id"));
    assertThat(created.get("storageIntegrationId")).isNotEqualTo(created.get("id"));
  }

  @Test
  void aRunShowsItsJobAndTasks() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = tenant.data(CREATE).at("/createS3AccessKeyExportConfiguration/id").asString();
    JsonNode run =
        tenant
            .data(
                "mutation { runExportConfiguration(id: \"%s\") { id sequence status } }"
                    .formatted(id))
            .get("runExportConfiguration");
    assertThat(run.get("status").asString()).isEqualTo("PLANNED");
    api.deliver();
    String jobId = run.get("id").asString();
    JsonNode task =
        tenant
            .data(
                ("query { getAllExportJobTasks(exportJobId: \"%s\") { id startTimestamp"
                        + " endTimestamp attempts offset limit status failureReason } }")
                    .formatted(jobId))
            .at("/getAllExportJobTasks/0");
    assertThat(Instant.parse(task.get("startTimestamp").asString()))
        .isCloseTo(Instant.parse("2026-11-20T13:20:00Z"), within(1, ChronoUnit.SECONDS));
    assertThat(task.get("attempts").asInt()).isEqualTo(1);
    assertThat(task.get("offset").asLong()).isZero();
    assertThat(task.get("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(task.get("failureReason").isNull()).isTrue();
    JsonNode page =
        tenant
            .data(
                ("query { exportJobs(configurationId: \"%s\" first: 1) { nodes { id sequence"
                        + " status scheduledAt from through eventCount objects { key events"
                        + " storedBytes } failure { fault stage code message advice } } pageInfo {"
                        + " hasNextPage endCursor } } }")
                    .formatted(id))
            .get("exportJobs");
    assertThat(page.at("/nodes/0/id").asString()).isEqualTo(jobId);
    assertThat(page.at("/nodes/0/status").asString()).isEqualTo("SUCCEEDED");
    assertThat(page.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    assertThat(
            tenant
                .data("query { exportJob(id: \"%s\") { sequence } }".formatted(jobId))
                .at("/exportJob/sequence")
                .asLong())
        .isEqualTo(1);
  }

  @Test
  void theSameIdempotencyKeyCreatesOnce() {
    ApiFixture.Tenant tenant = api.tenant();
    Map<String, String> key = Map.of("Idempotency-Key", "k1");
    JsonNode first = tenant.post(CREATE, Map.of(), key);
    assertThat(first.has("errors")).isFalse();
    assertThat(tenant.post(CREATE, Map.of(), key)).isEqualTo(first);
    JsonNode other =
        ApiFixture.onlyError(tenant.post(CREATE.replace("\"p\"", "\"q\""), Map.of(), key));
    assertThat(other.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(
            tenant
                .data("query { getAllExportConfigurations { id } }")
                .get("getAllExportConfigurations"))
        .hasSize(1);
  }

  @Test
  void everyAnswerOfTheStoreIsToldInTheStatus() {
    assertThat(status(CREATE.replace(S3ProxyServer.SECRET_ACCESS_KEY, "wrong")))
        .contains("secret access key does not belong");
    assertThat(status(CREATE.replace("\"archive\"", "\"absent\"")))
        .contains("bucket 'absent' does not exist");
    assertThat(status(CREATE.replace("region:", "endpoint: \"http://127.0.0.1:1\" region:")))
        .contains("127.0.0.1");
  }

  @Test
  void aPlacedRepairShowsAtTheFirstRead() {
    ApiFixture.Tenant tenant = api.tenant();
    String missing = CREATE.replace("\"archive\"", "\"late\"");
    String id = tenant.data(missing).at("/createS3AccessKeyExportConfiguration/id").asString();
    s3.createBucket("late");
    JsonNode read =
        tenant.data(
            "query { exportConfiguration(id: \"%s\") { connectionStatus connectionTest { status code stage message advice testedAt } } }"
                .formatted(id));
    assertThat(read.at("/exportConfiguration/connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(read.at("/exportConfiguration/connectionTest/stage").asString())
        .isEqualTo("COMPLETE");
    assertThat(s3.keys("late")).containsExactly("p/.waybill.export.log");
  }

  private String status(String create) {
    return api.tenant()
        .data(create)
        .at("/createS3AccessKeyExportConfiguration/connectionStatus")
        .asString();
  }
}
