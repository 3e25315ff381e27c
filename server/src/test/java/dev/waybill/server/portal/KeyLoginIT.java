package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** People log in with keys. */
class KeyLoginIT {
  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();

  @Test
  void aPersonMayWhatTheKeyMayButSendEvents() {
    String cookie = session(logIn(tenant.newKey("AUDIT", "READ", "INGEST")));

    Answer shown = with(cookie, server.client().get("/api/session")).send();

    assertThat(shown.json().path("tenant").asString()).isEqualTo(tenant.id());
    assertThat(shown.json().path("permissions").values())
        .extracting(it -> it.asString())
        .containsExactly("READ", "AUDIT");
    assertThat(
            with(cookie, server.client().events("", "{\"eventType\":\"T\"}"))
                .header("Sec-Fetch-Site", "same-origin")
                .send()
                .status())
        .isEqualTo(403);
  }

  @Test
  void theAnswerLeadsOnAndTellsNoKey() {
    String key = tenant.newKey("AUDIT");

    Answer answer = logIn(key);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/portal");
    assertThat(answer.headers() + answer.body()).doesNotContain(key);
  }

  @Test
  void noOtherSiteLogsAPersonIn() {
    String body = "key=" + tenant.newKey("AUDIT");

    assertThat(form("/login", body).header("Sec-Fetch-Site", "cross-site").send().status())
        .isEqualTo(403);
    assertThat(form("/login", body).send().status()).isEqualTo(403);
  }

  @Test
  void whatOpensNothingIsToldWhy() {
    assertThat(logIn(tenant.newKey("INGEST")).body())
        .contains("This key sends events and does nothing else");
    assertThat(logIn(server.newPlatformKey("READ")).body())
        .contains("This key belongs to no tenant");
    Answer wrong = logIn("wb_" + "a".repeat(43));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body()).contains("This is no key, or one that has ended");
    assertThat(wrong.headers().toString()).doesNotContain("waybill-session");
  }

  @Test
  void theSessionEndsWithItsKey() {
    Answer made = newKey("{\"name\":\"k\",\"permissions\":[\"AUDIT\"]}");
    String cookie = session(logIn(made.text("key")));
    assertThat(with(cookie, server.client().get("/api/session")).send().status()).isEqualTo(200);

    server.client().delete("/api/admin/keys/" + made.text("id")).key(server.operatorKey()).send();

    assertThat(with(cookie, server.client().get("/api/session")).send().status()).isEqualTo(401);
  }

  @Test
  void noKeyOutlastsTheOneThatLoggedIn() {
    Answer made = newKey("{\"name\":\"k\",\"permissions\":[\"AUDIT\"],\"expiresIn\":\"2h\"}");
    String cookie = session(logIn(made.text("key")));

    Answer longer = make(cookie, "90d");
    Answer unbounded = make(cookie, "");

    assertThat(longer.body()).contains("so it cannot make a key that ends later");
    assertThat(unbounded.status()).isEqualTo(200);
    assertThat(
            server
                .client()
                .get("/api/admin/tenants/" + tenant.id() + "/keys")
                .key(server.operatorKey())
                .send()
                .json()
                .path("keys")
                .values())
        .filteredOn(key -> key.path("name").asString().equals("Schlüssel"))
        .singleElement()
        .satisfies(
            key -> assertThat(key.path("expiresAt").asString()).isEqualTo(made.text("expiresAt")));
  }

  private Answer make(String cookie, String lasts) {
    String name = URLEncoder.encode("Schlüssel", StandardCharsets.UTF_8);
    return with(
            cookie,
            form(
                "/portal/keys",
                "once=" + lasts + "x&name=" + name + "&permission=AUDIT&lasts=" + lasts))
        .header("Sec-Fetch-Site", "same-origin")
        .send();
  }

  private Answer newKey(String body) {
    return server
        .client()
        .post("/api/admin/tenants/" + tenant.id() + "/keys")
        .key(server.operatorKey())
        .body(body)
        .send();
  }

  private Answer logIn(String key) {
    return form("/login", "key=" + key).header("Sec-Fetch-Site", "same-origin").send();
  }

  private TestingClient.Request form(String path, String body) {
    return server
        .client()
        .post(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(body);
  }

  private static TestingClient.Request with(String cookie, TestingClient.Request request) {
    return request.header("Cookie", cookie);
  }

  /** What the browser would send from now on. */
  private static String session(Answer answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(line -> line.replaceFirst(";.*", ""))
        .filter(line -> line.contains("=wbs_"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(answer.toString()));
  }
}
