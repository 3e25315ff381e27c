package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityIT {
  private final TestingServer server = TestingServer.shared();
  private final TestingClient client = server.client();
  private final TestingTenant tenant = server.newTenant();

  @ParameterizedTest
  @CsvSource({
    "POST,/api/audit/events",
    "GET,/api/audit/events",
    "GET,/api/admin/tenants",
    "PUT,/api/admin/tenants/x",
    "DELETE,/api/admin/keys/x",
    "POST,/api/admin/clock/confirm",
    "GET,/api/admin/signing-keys",
    "POST,/api/admin/signing-keys/rotate",
    "GET,/api/admin/secrets",
    "POST,/api/admin/secrets/rotate"
  })
  void asksForAKey(String method, String path) {
    Answer answer = client.request(method, path).send();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("code")).isEqualTo("UNAUTHENTICATED");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nonsense", "Basic dTpw", "Bearer ", "nonsense"})
  void refusesWhatIsNotAKey(String authorization) {
    Answer answer = client.get("/api/audit/events").header("Authorization", authorization).send();

    assertThat(answer.status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/api/audit/events,READ",
    "GET,/api/audit/events,INGEST",
    "GET,/api/admin/tenants,AUDIT",
    "POST,/api/admin/signing-keys/rotate,AUDIT",
    "GET,/api/admin/secrets,AUDIT",
    "POST,/api/admin/secrets/rotate,AUDIT",
    "PUT,/api/admin/tenants/x,INGEST",
    "POST,/api/audit/graphql,READ"
  })
  void refusesAKeyWithoutThePermission(String method, String path, String permission) {
    Answer answer = client.request(method, path).key(tenant.newKey(permission)).send();

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("FORBIDDEN");
  }

  @Test
  void refusesAnOperatorsKeyForATenantsEvents() {
    Answer answer = client.get("/api/audit/events").key(server.operatorKey()).send();

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void endsARevokedKeyAtOnce() {
    String platform = server.newPlatformKey("READ");
    assertThat(read(platform, tenant.id()).status()).isEqualTo(200);
    var keys = client.get("/api/admin/keys").key(server.operatorKey()).send().json().path("keys");
    String id =
        keys.values().stream()
            .filter(key -> platform.startsWith(key.path("prefix").asString()))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();

    client.delete("/api/admin/keys/" + id).key(server.operatorKey()).send();

    assertThat(read(platform, tenant.id()).status()).isEqualTo(401);
  }

  @Test
  void letsAPlatformKeyNameTheTenant() {
    String platform = server.newPlatformKey("READ");

    Answer unnamed = client.get("/api/audit/events").key(platform).send();

    assertThat(read(platform, tenant.id()).status()).isEqualTo(200);
    assertThat(read(platform, "nobody").status()).isEqualTo(404);
    assertThat(read(platform, "../x").status()).isEqualTo(404);
    assertThat(unnamed.status()).isEqualTo(400);
    assertThat(unnamed.text("field")).isEqualTo("Waybill-Tenant");
  }

  @Test
  void keepsATenantsKeyToItsTenant() {
    String key = tenant.newKey("READ", "INGEST");

    assertThat(read(key, tenant.id()).status()).isEqualTo(200);
    assertThat(read(key, server.newTenant().id()).status()).isEqualTo(403);
  }

  @Test
  void endsATenantsKeysWithTheTenant() {
    String key = tenant.newKey("READ");
    assertThat(client.get("/api/audit/events").key(key).send().status()).isEqualTo(200);

    assertThat(tenant.delete().status()).isEqualTo(200);

    assertThat(client.get("/api/audit/events").key(key).send().status()).isEqualTo(401);
  }

  @Test
  void tellsGraphQlCallersInTheirForm() {
    Answer answer = client.post("/api/audit/graphql").body("{}").send();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().path("errors").path(0).path("extensions").path("code").asString())
        .isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void takesTheBareKeyForGraphQlOnly() {
    String key = tenant.newKey("AUDIT", "READ");
    Answer graphql =
        client
            .post("/api/audit/graphql")
            .header("Authorization", key)
            .header("Content-Type", "application/json")
            .body("{\"query\":\"{ __typename }\"}")
            .send();

    assertThat(graphql.status()).isEqualTo(200);
    assertThat(client.get("/api/audit/events").header("Authorization", key).send().status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/portals",
        "/api",
        "/api/audit",
        "/error",
        "/health/live",
        "/actuator",
        "/graphiql"
      })
  void hasNothingElse(String path) {
    Answer answer = client.get(path).key(server.operatorKey()).send();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api//admin/tenants",
        "/api/admin/;x/tenants",
        "/api/audit/%2e%2e/admin/tenants",
        "/portal;/keys"
      })
  void refusesPathsThatLookLikeOthers(String path) {
    assertThat(client.get(path).key(server.operatorKey()).send().status()).isIn(400, 404);
  }

  @Test
  void saysWhichMethodsAPathTakes() {
    Answer answer = client.request("PATCH", "/api/audit/events").key(server.operatorKey()).send();

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void sendsTheHeadersThatBrowsersObey() {
    Answer answer = client.get("/api/version").send();

    assertThat(answer.headers().map())
        .containsAllEntriesOf(
            Map.of(
                "x-content-type-options", java.util.List.of("nosniff"),
                "x-frame-options", java.util.List.of("DENY"),
                "cache-control", java.util.List.of("no-store"),
                "waybill-api", java.util.List.of("1")))
        .doesNotContainKeys("server", "x-powered-by", "set-cookie");
  }

  @Test
  void returnsTheRequestsIdOrMakesOne() {
    assertThat(
            client
                .get("/api/version")
                .header("X-Request-Id", "abc-1")
                .send()
                .header("X-Request-Id"))
        .isEqualTo("abc-1");
    assertThat(
            client
                .get("/api/version")
                .header("X-Request-Id", "<a b>")
                .send()
                .header("X-Request-Id"))
        .hasSize(36);
    Answer problem = client.get("/none").header("X-Request-Id", "abc-2").send();
    assertThat(problem.text("requestId")).isEqualTo("abc-2");
  }

  private Answer read(String key, String tenantId) {
    return client.get("/api/audit/events").key(key).header("Waybill-Tenant", tenantId).send();
  }
}
