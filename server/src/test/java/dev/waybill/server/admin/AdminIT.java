package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminIT {
  private final TestingServer server = TestingServer.shared();
  private final TestingClient client = server.client();
  private final String tenant = "t-" + UUID.randomUUID();

  @Test
  void createsATenantOnceAndChangesItsName() {
    Answer created = put(tenant, "{\"name\":\"Acme\"}");
    Answer again = put(tenant, "{\"name\":\"Acme\"}");
    Answer renamed = put(tenant, "{\"name\":\"Acme Corp\"}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("id")).isEqualTo(tenant);
    assertThat(created.text("name")).isEqualTo("Acme");
    assertThat(created.json().path("suspended").asBoolean()).isFalse();
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(created.body());
    assertThat(renamed.text("name")).isEqualTo("Acme Corp");
    assertThat(get("/api/admin/tenants/" + tenant).body()).isEqualTo(renamed.body());
  }

  @Test
  void namesATenantAfterItsIdIfNoNameIsGiven() {
    assertThat(put(tenant, "").text("name")).isEqualTo(tenant);
  }

  @Test
  void suspendsAndResumesWithoutTouchingTheName() {
    put(tenant, "{\"name\":\"Acme\"}");

    Answer suspended = put(tenant, "{\"suspended\":true}");
    Answer resumed = put(tenant, "{\"suspended\":false}");

    assertThat(suspended.json().path("suspended").asBoolean()).isTrue();
    assertThat(suspended.text("name")).isEqualTo("Acme");
    assertThat(resumed.json().path("suspended").asBoolean()).isFalse();
  }

  @Test
  void keepsQuotasThatAreNotSentAndTakesThemBackWithNull() {
    Answer created = put(tenant, "{\"quotas\":{\"retentionDays\":7,\"storageQuotaBytes\":1000}}");
    Answer changed = put(tenant, "{\"quotas\":{\"hardLimitDays\":14}}");
    Answer renamed = put(tenant, "{\"name\":\"Acme\"}");
    Answer taken = put(tenant, "{\"quotas\":{\"retentionDays\":null,\"hardLimitDays\":null}}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("quotas").toString())
        .isEqualTo("{\"retentionDays\":7,\"storageQuotaBytes\":1000}");
    assertThat(changed.json().path("quotas").toString())
        .isEqualTo("{\"retentionDays\":7,\"hardLimitDays\":14,\"storageQuotaBytes\":1000}");
    assertThat(renamed.json().path("quotas")).isEqualTo(changed.json().path("quotas"));
    assertThat(taken.json().path("quotas").toString()).isEqualTo("{\"storageQuotaBytes\":1000}");
  }

  @Test
  void makesNoMoreKeysThanTheQuotaAllows() {
    Answer created =
        put(
            tenant,
            "{\"quotas\":{\"ingestEventsPerSecond\":5,\"ingestBytesPerSecond\":6,"
                + "\"exportConfigurations\":7,\"storageIntegrations\":8,\"apiKeys\":0}}");
    Answer refused =
        client
            .post("/api/admin/tenants/" + tenant + "/keys")
            .key(server.operatorKey())
            .body("{\"name\":\"one too many\",\"permissions\":[\"READ\"]}")
            .send();

    assertThat(created.json().path("quotas").toString())
        .isEqualTo(
            "{\"ingestEventsPerSecond\":5,\"ingestBytesPerSecond\":6,"
                + "\"exportConfigurations\":7,\"storageIntegrations\":8,\"apiKeys\":0}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("detail")).contains("0 API keys", "limit");
    Answer taken = put(tenant, "{\"quotas\":{\"apiKeys\":null}}");
    assertThat(taken.json().at("/quotas/storageIntegrations").asInt()).isEqualTo(8);
    assertThat(taken.json().path("quotas").has("apiKeys")).isFalse();
  }

  @Test
  void refusesQuotasThatContradictWhatIsSetAlready() {
    put(tenant, "{\"quotas\":{\"retentionDays\":7,\"hardLimitDays\":14}}");

    assertThat(put(tenant, "{\"quotas\":{\"retentionDays\":15}}").text("field"))
        .isEqualTo("hardLimitDays");
    assertThat(get("/api/admin/tenants/" + tenant).json().at("/quotas/retentionDays").asInt())
        .isEqualTo(7);
  }

  @Test
  void showsWhatATenantsEventsTakeAndMayTake() {
    TestingTenant sender = server.newTenant();
    String path = "/api/admin/tenants/" + sender.id() + "/usage";
    Answer before = get(path);
    put(sender.id(), "{\"quotas\":{\"retentionDays\":7,\"storageQuotaBytes\":100000}}");
    client.events("", "{\"eventType\":\"T\"}").key(sender.newKey("INGEST")).send();
    Answer after = get(path);

    assertThat(before.body())
        .matches(
            "\\{\"storedBytes\":\\d+,(\"oldestEventReceivedAt\":\"[^\"]+\",)?\"retentionDays\":30,"
                + "\"hardLimitDays\":90,\"storedEvents\":\\d+,\"takenEvents\":\\d+,"
                + "\"configurations\":0,\"integrations\":0,\"keys\":0}");
    assertThat(after.json().path("storedEvents").asInt()).isPositive();
    assertThat(after.json().path("takenEvents").asInt())
        .isGreaterThanOrEqualTo(after.json().path("storedEvents").asInt());
    assertThat(after.json().path("keys").asInt()).isEqualTo(1);
    assertThat(after.json().path("storedBytes").asLong()).isBetween(100L, 10_000L);
    assertThat(after.json().path("storageQuotaBytes").asLong()).isEqualTo(100_000);
    assertThat(Instant.parse(after.text("oldestEventReceivedAt")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(after.json().path("retentionDays").asInt()).isEqualTo(7);
    assertThat(get("/api/admin/tenants/nobody/usage").status()).isEqualTo(404);
  }

  @Test
  void listsTenants() {
    put(tenant, "{\"name\":\"Listed\"}");

    assertThat(get("/api/admin/tenants").json().path("tenants").values())
        .anyMatch(listed -> listed.path("id").asString().equals(tenant));
  }

  @Test
  void listsTenantsInPages() {
    put(tenant + "-1", "{}");
    put(tenant + "-2", "{}");
    put(tenant + "-3", "{}");

    Answer first = get("/api/admin/tenants?limit=2&after=" + tenant);
    Answer rest = get("/api/admin/tenants?limit=2&after=" + first.text("next"));

    assertThat(first.json().path("tenants").values())
        .extracting(listed -> listed.path("id").asString())
        .containsExactly(tenant + "-1", tenant + "-2");
    assertThat(rest.json().at("/tenants/0/id").asString()).isEqualTo(tenant + "-3");
    assertThat(get("/api/admin/tenants?after=~").body()).isEqualTo("{\"tenants\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "ten", "1.0", "99999999999"})
  void refusesAPageThatIsNone(String limit) {
    Answer answer = get("/api/admin/tenants?limit=" + limit);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("limit");
  }

  @Test
  void keepsEntitlementsAndRecipientsThatAreNotSent() {
    Answer created =
        put(tenant, "{\"recipients\":[\"b@acme.example\",\"a@acme.example\",\"b@acme.example\"]}");
    Answer off = put(tenant, "{\"entitlements\":{\"auditing\":false}}");
    Answer renamed = put(tenant, "{\"name\":\"Acme\",\"entitlements\":{}}");
    Answer nobody = put(tenant, "{\"recipients\":[]}");

    assertThat(created.json().path("entitlements").toString()).isEqualTo("{\"auditing\":true}");
    assertThat(created.json().path("recipients").toString())
        .isEqualTo("[\"b@acme.example\",\"a@acme.example\"]");
    assertThat(off.json().path("recipients")).isEqualTo(created.json().path("recipients"));
    assertThat(off.json().path("entitlements").toString()).isEqualTo("{\"auditing\":false}");
    assertThat(renamed.json().path("entitlements")).isEqualTo(off.json().path("entitlements"));
    assertThat(nobody.json().path("recipients").toString()).isEqualTo("[]");
    assertThat(get("/api/admin/tenants/" + tenant).body()).isEqualTo(nobody.body());
  }

  @Test
  void refusesMoreRecipientsThanAMailingListHasNeedOf() {
    String body =
        IntStream.rangeClosed(1, 21)
            .mapToObj("\"r%d@acme.example\""::formatted)
            .collect(Collectors.joining(",", "{\"recipients\":[", "]}"));

    assertThat(put(tenant, body).text("field")).isEqualTo("recipients");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"entitlements\":true}|entitlements",
        "{\"entitlements\":{\"audit\":true}}|audit",
        "{\"entitlements\":{\"auditing\":1}}|auditing",
        "{\"recipients\":\"ops@acme.example\"}|recipients",
        "{\"recipients\":[7]}|recipients",
        "{\"recipients\":[\"ops\"]}|recipients",
        "{\"nme\":\"x\"}|nme",
        "{\"name\":\"\"}|name",
        "{\"name\":7}|name",
        "{\"name\":\"a\\u0000b\"}|name",
        "{\"suspended\":\"yes\"}|suspended",
        "{\"quotas\":7}|quotas",
        "{\"quotas\":{\"retentionDay\":7}}|retentionDay",
        "{\"quotas\":{\"retentionDays\":0}}|retentionDays",
        "{\"quotas\":{\"retentionDays\":1.5}}|retentionDays",
        "{\"quotas\":{\"retentionDays\":\"7\"}}|retentionDays",
        "{\"quotas\":{\"retentionDays\":36501}}|retentionDays",
        "{\"quotas\":{\"hardLimitDays\":-1}}|hardLimitDays",
        "{\"quotas\":{\"hardLimitDays\":99999999999}}|hardLimitDays",
        "{\"quotas\":{\"retentionDays\":91}}|hardLimitDays",
        "{\"quotas\":{\"retentionDays\":5,\"hardLimitDays\":4}}|hardLimitDays",
        "{\"quotas\":{\"storageQuotaBytes\":0}}|storageQuotaBytes",
        "{\"quotas\":{\"storageQuotaBytes\":1e99}}|storageQuotaBytes",
        "{\"quotas\":{\"ingestEventsPerSecond\":0}}|ingestEventsPerSecond",
        "{\"quotas\":{\"ingestBytesPerSecond\":1000000000001}}|ingestBytesPerSecond",
        "{\"quotas\":{\"exportConfigurations\":-1}}|exportConfigurations",
        "{\"quotas\":{\"storageIntegrations\":10001}}|storageIntegrations",
        "{\"quotas\":{\"apiKeys\":99999999999}}|apiKeys"
      })
  void namesTheFieldThatIsWrong(String body, String field) {
    Answer answer = put(tenant, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("BAD_REQUEST");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(get("/api/admin/tenants/" + tenant).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"x\"", "{\"name\":\"a\",\"name\":\"b\"}", "{} {}"})
  void refusesWhatIsNotOneJsonObject(String body) {
    Answer answer = put(tenant, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("UNREADABLE_BODY");
  }

  @Test
  void refusesAHugeBody() {
    assertThat(put(tenant, "{\"name\":\"" + "x".repeat(1 << 17) + "\"}").status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {".hidden", "a b", "ä", "a:b"})
  void refusesAnIdThatNoTenantCanHave(String id) {
    String path = java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8);

    Answer answer = put(path.replace("+", "%20"), "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("tenant");
  }

  @Test
  void deletesATenantWithItsEvents() {
    TestingTenant doomed = server.newTenant();
    client.events("", "{\"eventType\":\"T\"}").key(doomed.newKey("INGEST")).send();

    Answer deleted = doomed.delete();
    Answer again = delete("/api/admin/tenants/" + doomed.id());
    put(doomed.id(), "{}");
    Answer events = client.get("/api/audit/events?kind=CUSTOM").key(doomed.newKey("READ")).send();

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text("tenant")).isEqualTo(doomed.id());
    assertThat(deleted.json().at("/removed/events").asInt()).isPositive();
    assertThat(deleted.json().at("/removed/keys").asInt()).isEqualTo(1);
    assertThat(again.status()).isEqualTo(404);
    assertThat(events.json().path("events").size()).isZero();
  }

  @Test
  void makesKeysThatShowTheirSecretOnce() {
    TestingTenant holder = server.newTenant();
    String path = "/api/admin/tenants/" + holder.id() + "/keys";

    Answer created = post(path, "{\"name\":\"sender\",\"permissions\":[\"INGEST\",\"READ\"]}");
    Answer listed = get(path);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("tenant")).isEqualTo(holder.id());
    assertThat(created.text("key")).startsWith(created.text("prefix")).hasSizeGreaterThan(40);
    assertThat(listed.json().path("keys").size()).isEqualTo(1);
    assertThat(listed.body())
        .contains("\"permissions\":[\"INGEST\",\"READ\"]")
        .doesNotContain(created.text("key"));
  }

  @Test
  void revokesAKey() {
    TestingTenant holder = server.newTenant();
    String path = "/api/admin/tenants/" + holder.id() + "/keys";
    String id = post(path, "{\"name\":\"k\",\"permissions\":[\"READ\"]}").text("id");

    assertThat(delete("/api/admin/keys/" + id).status()).isEqualTo(204);
    assertThat(delete("/api/admin/keys/" + id).status()).isEqualTo(404);
    assertThat(delete("/api/admin/keys/nonsense").status()).isEqualTo(404);
    assertThat(get(path).json().path("keys").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"permissions\":[\"READ\"]}|name",
        "{\"name\":\"k\"}|permissions",
        "{\"name\":\"k\",\"permissions\":[]}|permissions",
        "{\"name\":\"k\",\"permissions\":\"READ\"}|permissions",
        "{\"name\":\"k\",\"permissions\":[\"WRITE\"]}|permissions",
        "{\"name\":\"k\",\"permissions\":[\"OPERATOR\"]}|permissions",
        "{\"name\":\"k\",\"permissions\":[\"READ\"],\"expires\":1}|expires"
      })
  void refusesAKeyThatIsNotDescribedWell(String body, String field) {
    Answer answer = post("/api/admin/tenants/" + server.newTenant().id() + "/keys", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void makesNoKeyForATenantThatIsNotThere() {
    Answer answer =
        post("/api/admin/tenants/nobody/keys", "{\"name\":\"k\",\"permissions\":[\"READ\"]}");

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void listsThePlatformsKeys() {
    server.newPlatformKey("READ");

    assertThat(get("/api/admin/keys").body())
        .contains("first operator key")
        .doesNotContain("\"tenant\"");
  }

  @Test
  void confirmsAClockThatNeedsNoConfirmation() {
    Answer answer = post("/api/admin/clock/confirm", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"confirmed\":false}");
  }

  private Answer put(String id, String body) {
    return client.put("/api/admin/tenants/" + id).key(server.operatorKey()).body(body).send();
  }

  private Answer post(String path, String body) {
    return client.post(path).key(server.operatorKey()).body(body).send();
  }

  private Answer get(String path) {
    return client.get(path).key(server.operatorKey()).send();
  }

  private Answer delete(String path) {
    return client.delete(path).key(server.operatorKey()).send();
  }
}
