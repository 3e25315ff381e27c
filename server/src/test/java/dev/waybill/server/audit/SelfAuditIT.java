package dev.waybill.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a whole server records about itself, and delivers. */
class SelfAuditIT {
  private final TestingServer server = TestingServer.shared();
  private final TestingClient client = server.client();
  private final TestingTenant tenant = server.newTenant();
  private final GraphQlClient graphql = new GraphQlClient(tenant);
  private final String reader = tenant.newKey("READ");

  @Test
  void whatAnAdministratorDoesArrivesAtTheDestination() {
    String audit = create("audit");
    String other = create("other");
    graphql.data(
        "mutation { updateExportConfiguration(data: { id: \"%s\" interval: EVERY_4_HOURS }) { id } }"
            .formatted(other));
    graphql.data("mutation { deleteExportConfiguration(id: \"%s\") { id } }".formatted(other));
    awaitRecorded("DeleteExportConfiguration", 1);

    long delivered = graphql.run(audit).path("eventCount").asLong();

    Path place = server.exports().resolve(tenant.id()).resolve("audit");
    List<JsonNode> events = delivered(place);
    assertThat(names(events))
        .startsWith("CreateTenant", "CreateApiKey")
        .containsSubsequence(
            "CreateExportConfiguration",
            "CreateExportConfiguration",
            "UpdateExportConfiguration",
            "DeleteExportConfiguration")
        .hasSize((int) delivered);
    JsonNode update = only(events, "UpdateExportConfiguration");
    assertThat(update.path("exportAudit").path("id").asString()).isEqualTo(other);
    assertThat(update.at("/exportAudit/changes/interval").toString())
        .isEqualTo("{\"from\":\"EVERY_24_HOURS\",\"to\":\"EVERY_4_HOURS\"}");
    assertThat(update.at("/userIdentity/type").asString()).isEqualTo("ApiKey");
    assertThat(update.path("sourceIPAddress").asString()).isEqualTo("127.0.0.1");
    assertThat(update.path("requestID").asString()).isNotEmpty();
    assertThat(only(events, "CreateTenant").at("/userIdentity/type").asString())
        .isEqualTo("Operator");
    assertThat(Verified.place(place, server.client().get(Verified.KEYS).send().json()).events())
        .isEqualTo(delivered);
    assertThat(graphql.run(audit).path("eventCount").asLong())
        .as("a delivery records nothing that the next would deliver")
        .isZero();
  }

  @Test
  void operatorsSeeWhatOperatorsDid() {
    String operators = server.newPlatformKey("READ");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        search(operators, "_operators", "&text=" + tenant.id())
                            .filter(
                                event -> event.path("tenantID").asString("").equals(tenant.id()))
                            .map(event -> event.path("eventName").asString()))
                    .contains("CreateTenant", "CreateApiKey"));
  }

  @Test
  void theOperatorsTenantStaysAndIsWrittenByTheServiceAlone() {
    String path = "/api/admin/tenants/_operators";
    assertThat(operator("DELETE", path, "").status()).isEqualTo(409);
    assertThat(operator("PUT", path, "{\"suspended\":true}").status()).isEqualTo(409);
    assertThat(operator("PUT", path, "{\"entitlements\":{\"auditing\":false}}").status())
        .isEqualTo(409);
    for (String quotas :
        List.of(
            "{\"retentionDays\":1,\"hardLimitDays\":1}",
            "{\"retentionDays\":1}",
            "{\"hardLimitDays\":89}",
            "{\"storageQuotaBytes\":1}")) {
      Answer shorter = operator("PUT", path, "{\"quotas\":" + quotas + "}");
      assertThat(shorter.status()).as(quotas).isEqualTo(409);
      assertThat(shorter.text("detail")).contains("holds the record of what operators do");
    }
    assertThat(
            operator("PUT", path, "{\"quotas\":{\"retentionDays\":400,\"hardLimitDays\":400}}")
                .status())
        .isEqualTo(200);
    Answer sender =
        operator("POST", path + "/keys", "{\"name\":\"x\",\"permissions\":[\"INGEST\"]}");
    assertThat(sender.status()).isEqualTo(409);
    assertThat(sender.text("detail")).contains("_operators", "the service alone");
    assertThat(
            operator("POST", path + "/keys", "{\"name\":\"siem\",\"permissions\":[\"READ\"]}")
                .status())
        .isEqualTo(201);
    Answer ingest =
        client
            .events("", "{\"eventType\":\"T\"}")
            .key(server.newPlatformKey("INGEST"))
            .header("Waybill-Tenant", "_operators")
            .send();
    assertThat(ingest.json().at("/rejected/0/code").asString()).isEqualTo("UNKNOWN_TENANT");
  }

  @Test
  void whatIsRefusedIsNotRecorded() {
    graphql.post(
        graphql.key(),
        "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"/nowhere\" }) { id } }");
    graphql.post(
        graphql.key(),
        "mutation { deleteExportConfiguration(id: \"8f14e45f-ceea-467f-a0d5-5d1c5e2a1b11\") { id } }");
    operator("PUT", "/api/admin/tenants/" + tenant.id(), "{\"quotas\":{\"retentionDays\":0}}");
    operator("PUT", "/api/admin/tenants/" + tenant.id(), "{\"name\":\"New name\"}");
    awaitRecorded("UpdateTenant", 1);

    assertThat(recorded())
        .extracting(event -> event.path("category").asString())
        .doesNotContain("EXPORT");
  }

  @Test
  void aStatusThatStaysIsNotRecorded() {
    String id = create("audit");
    String test = "mutation { testExportConfiguration(id: \"%s\") { id } }".formatted(id);
    graphql.data(test);
    graphql.data(test);
    graphql.data("{ getAllExportConfigurations { connectionStatus } }");
    graphql.data("mutation { disableExportConfiguration(id: \"%s\") { id } }".formatted(id));
    awaitRecorded("DisableExportConfiguration", 1);

    assertThat(names(recorded())).doesNotContain("ChangeConnectionStatus");
  }

  @Test
  void readingIsRecordedOnceHoweverOftenSomebodyPolls() {
    for (int i = 0; i < 5; i++) {
      recorded();
    }
    awaitRecorded("ReadEvents", 1);
    JsonNode read = only(recorded(), "ReadEvents");

    assertThat(read.at("/userIdentity/type").asString()).isEqualTo("ApiKey");
    assertThat(read.at("/applicationAudit/by").asString()).isEqualTo("RECEIVED");
  }

  @Test
  void aKeysFirstUseAndItsRefusalsAreRecordedOnce() {
    String key = tenant.newKey("INGEST");
    for (int i = 0; i < 3; i++) {
      client.events("", "{\"eventType\":\"T\"}").key(key).send();
      assertThat(client.get("/api/audit/events").key(key).send().status()).isEqualTo(403);
    }
    awaitRecorded("FailedLogin", 1);

    JsonNode refused = only(recorded(), "FailedLogin");
    assertThat(refused.path("responseCode").asInt()).isEqualTo(403);
    assertThat(refused.path("error").asString()).contains("lacks the permission READ");
    assertThat(refused.toString()).doesNotContain(key);
    String id = refused.at("/apikeysAudit/id").asString();
    assertThat(recorded())
        .filteredOn(event -> event.path("eventName").asString().equals("KeyUsedFromNewAddress"))
        .filteredOn(event -> event.at("/apikeysAudit/id").asString().equals(id))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.at("/apikeysAudit/address").asString()).isEqualTo("127.0.0.1"));
  }

  @Test
  void aRevokedKeyIsStillKnownByItsTenant() {
    String key = tenant.newKey("READ");
    assertThat(client.get("/api/audit/events").key(key).send().status()).isEqualTo(200);
    awaitRecorded("ReadEvents", 2);
    String id =
        recorded().stream()
            .filter(event -> event.path("eventName").asString().equals("CreateApiKey"))
            .findFirst() // the newest
            .orElseThrow()
            .at("/apikeysAudit/id")
            .asString();
    operator("DELETE", "/api/admin/keys/" + id, "");
    int status = client.get("/api/audit/events").key(key).send().status();
    awaitRecorded("FailedLogin", 1);

    JsonNode refused = only(recorded(), "FailedLogin");
    assertThat(status).isEqualTo(401);
    assertThat(refused.path("responseCode").asInt()).isEqualTo(401);
    assertThat(refused.at("/apikeysAudit/id").asString()).isEqualTo(id);
  }

  @Test
  void whoeverMayOnlyLookIsRecordedWhenTryingMore() {
    String key = tenant.newKey("AUDIT_READ");
    graphql.post(key, "mutation { enableExportConfiguration(id: \"x\") { id } }");
    awaitRecorded("FailedLogin", 1);

    assertThat(only(recorded(), "FailedLogin").at("/apikeysAudit/request").asString())
        .isEqualTo("POST /api/audit/graphql");
  }

  @Test
  void whoeverWantsAKeyThatMayMoreThanTheirOwnIsRecorded() {
    graphql.post(
        graphql.key(),
        "mutation { createApiKey(data: { name: \"x\" permissions: [INGEST] }) { secret } }");
    graphql.post(tenant.newKey("AUDIT_READ"), "{ apiKeys { id } }");
    awaitRecorded("FailedLogin", 2);

    assertThat(recorded())
        .filteredOn(event -> event.path("eventName").asString().equals("FailedLogin"))
        .allSatisfy(
            event -> {
              assertThat(event.path("responseCode").asInt()).isEqualTo(403);
              assertThat(event.at("/userIdentity/type").asString()).isEqualTo("ApiKey");
              assertThat(event.at("/apikeysAudit/request").asString())
                  .isEqualTo("POST /api/audit/graphql");
            })
        .extracting(event -> event.path("error").asString())
        .anySatisfy(why -> assertThat(why).contains("lacks the permission INGEST"))
        .anySatisfy(why -> assertThat(why).contains("may not look at keys"));
  }

  @Test
  void whatFollowsAMutationThatWaitsIsDoneByTheSameCaller() throws IOException {
    String broken = create("broken");
    String other = create("other");
    Path folder = server.exports().resolve(tenant.id()).resolve("broken");
    Files.move(folder, folder.resolveSibling("moved"));
    Files.createFile(folder);
    assertThat(
            graphql
                .data(
                    "mutation { testExportConfiguration(id: \"%s\") { connectionStatus } }"
                        .formatted(broken))
                .path("connectionStatus")
                .asString())
        .isNotEqualTo("SUCCESS");
    graphql.data(
        "{ exportConfiguration(id: \"%s\") { connectionStatus } }"
            .formatted(broken)); // so the next test waits

    Answer answer =
        client
            .post("/api/audit/graphql")
            .key(server.newPlatformKey("AUDIT"))
            .header("Waybill-Tenant", tenant.id())
            .header("Content-Type", "application/json")
            .body(
                JsonMapper.shared()
                    .writeValueAsString(
                        Map.of(
                            "query",
                            """
                            mutation {
                              a: disableExportConfiguration(id: "%s") { connectionStatus }
                              b: deleteExportConfiguration(id: "%s") { id }
                              c: createApiKey(data: { name: "c" permissions: [AUDIT] }) { secret }
                            }
                            """
                                .formatted(broken, other))))
            .send();

    assertThat(answer.json().has("errors")).as(answer.body()).isFalse();
    awaitRecorded("DeleteExportConfiguration", 1);
    awaitRecorded("CreateApiKey", 3);
    assertThat(actors("DisableExportConfiguration")).containsExactly("Operator");
    assertThat(actors("DeleteExportConfiguration")).containsExactly("Operator");
    assertThat(actors("CreateApiKey")).containsOnly("Operator");
    String operators = server.newPlatformKey("READ");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        search(operators, "_operators", "&text=" + tenant.id())
                            .filter(
                                event -> event.path("tenantID").asString("").equals(tenant.id()))
                            .map(event -> event.path("eventName").asString()))
                    .contains("DisableExportConfiguration", "DeleteExportConfiguration"));
  }

  private List<String> actors(String name) {
    return recorded().stream()
        .filter(event -> event.path("eventName").asString().equals(name))
        .map(event -> event.at("/userIdentity/type").asString())
        .toList();
  }

  private String create(String path) {
    return graphql
        .data(
            """
            mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS
              root: "%s" path: "%s" startFrom: "BEGINNING" eventKinds: [SYSTEM]
              eventCategories: ["TENANT" "EXPORT" "INTEGRATION" "APIKEY"] }) { id } }
            """
                .formatted(server.exports(), path))
        .path("id")
        .asString();
  }

  private Answer operator(String method, String path, String body) {
    return client.request(method, path).key(server.operatorKey()).body(body).send();
  }

  private void awaitRecorded(String name, int times) {
    await().until(() -> names(recorded()).stream().filter(name::equals).count() == times);
  }

  private List<JsonNode> recorded() {
    return search(reader, tenant.id(), "").toList();
  }

  private Stream<JsonNode> search(String key, String of, String more) {
    return client
        .get("/api/audit/events?kind=SYSTEM&order=desc&limit=1000" + more)
        .key(key)
        .header("Waybill-Tenant", of)
        .send()
        .json()
        .path("events")
        .values()
        .stream();
  }

  private static List<JsonNode> delivered(Path place) {
    return new ExportedObjects(place)
        .paths().stream()
            .flatMap(object -> ExportedObjects.lines(object).stream())
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();
  }

  private static List<String> names(List<JsonNode> events) {
    return events.stream().map(event -> event.path("eventName").asString()).toList();
  }

  private static JsonNode only(List<JsonNode> events, String name) {
    List<JsonNode> found =
        events.stream().filter(event -> event.path("eventName").asString().equals(name)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
