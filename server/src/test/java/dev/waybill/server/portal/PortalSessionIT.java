package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A platform sends its customers' people into the portal. */
class PortalSessionIT {
  private static final SettableTime TIME = new SettableTime();
  private static final TestingServer SERVER = start();

  private final TestingTenant tenant = SERVER.newTenant();

  private static TestingServer start() {
    try {
      return TestingServer.start(
          Files.createTempDirectory("waybill-test"),
          Map.of(
              "server.public-url", "https://audit.example.com",
              "portal.frame-ancestors", "https://app.example.com",
              "portal.return-origins", "https://www.example.com"),
          TIME);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void aLinkLetsOneBrowserInOnce() {
    Answer made = make("{%s}".formatted(ADA));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("url"))
        .isEqualTo("https://audit.example.com/portal/enter?token=" + made.text("token"));
    assertThat(made.text("token")).matches("wbp_[A-Za-z0-9_-]{43}");

    Answer entered = enter(made);
    Answer again = enter(made);

    assertThat(entered.status()).isEqualTo(303);
    assertThat(entered.header("Location")).isEqualTo("/portal");
    assertThat(cookie(entered).orElseThrow())
        .startsWith("__Host-waybill-portal=wbs_")
        .contains("Path=/", "Secure", "HttpOnly", "SameSite=None", "Partitioned")
        .doesNotContain("Domain");
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.body()).contains("This link was used already, or has expired");
    assertThat(cookie(again)).isEmpty();
  }

  @Test
  void thePersonIsWhoThePlatformSays() {
    String cookie = session(enter(make("{%s}".formatted(ADA))));

    Answer shown = SERVER.client().get("/api/session").header("Cookie", cookie).send();

    assertThat(shown.json().path("name").asString()).isEqualTo("Ada Lovelace");
    assertThat(shown.json().path("tenant").asString()).isEqualTo(tenant.id());
    assertThat(shown.json().path("permissions").toString()).isEqualTo("[\"READ\",\"AUDIT\"]");
  }

  @Test
  void enteringEndsTheSessionThatTheBrowserHad() {
    String before = session(enter(make("{%s}".formatted(ADA))));
    String others = session(enter(make("{%s}".formatted(ADA))));

    Answer entered = path(make("{%s}".formatted(ADA))).header("Cookie", before).send();

    assertThat(status(session(entered))).isEqualTo(200);
    assertThat(status(before)).isEqualTo(401);
    assertThat(status(others)).isEqualTo(200);
  }

  @Test
  void aLinkIsGoodForFiveMinutes() {
    Answer made = make("{%s}".formatted(ADA));
    TIME.advance(Duration.ofMinutes(5));

    assertThat(enter(made).status()).isEqualTo(403);
  }

  @Test
  void whatLooksAtLinksEarlyDoesNotUseThemUp() {
    Answer made = make("{%s}".formatted(ADA));

    assertThat(path(made).header("Sec-Purpose", "prefetch").send().status()).isEqualTo(409);
    assertThat(
            SERVER
                .client()
                .request("HEAD", "/portal/enter?token=" + made.text("token"))
                .send()
                .status())
        .isEqualTo(409);
    assertThat(enter(made).status()).isEqualTo(303);
  }

  @Test
  void theSessionLastsAsLongAsAskedFor() {
    String cookie = session(enter(make("{%s,\"expiresIn\":\"10m\"}".formatted(ADA))));
    assertThat(status(cookie)).isEqualTo(200);

    TIME.advance(Duration.ofMinutes(10));

    assertThat(status(cookie)).isEqualTo(401);
  }

  @Test
  void noKeyOutlastsTheSession() {
    String cookie = session(enter(make("{%s,\"expiresIn\":\"10m\"}".formatted(ADA))));

    Answer longer = makeKey(cookie, "30d");
    Answer unbounded = makeKey(cookie, "");

    assertThat(longer.body()).contains("so it cannot make a key that ends later");
    assertThat(unbounded.status()).isEqualTo(200);
    assertThat(
            SERVER
                .client()
                .get("/api/admin/tenants/" + tenant.id() + "/keys")
                .key(SERVER.operatorKey())
                .send()
                .json()
                .path("keys")
                .values())
        .filteredOn(it -> it.path("name").asString().equals("made"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(Instant.parse(it.path("expiresAt").asString()))
                    .isEqualTo(
                        TIME.now().plus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MICROS)));
  }

  private static Answer makeKey(String cookie, String lasts) {
    return SERVER
        .client()
        .post("/portal/keys")
        .header("Cookie", cookie)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .body("once=" + lasts + "x&name=made&permission=AUDIT&lasts=" + lasts)
        .send();
  }

  @Test
  void theSessionEndsWithTheKeyThatMadeTheLink() {
    Answer key =
        SERVER
            .client()
            .post("/api/admin/keys")
            .key(SERVER.operatorKey())
            .body("{\"name\":\"platform\",\"permissions\":[\"OPERATOR\"]}")
            .send();
    Answer unused = make(key.text("key"), "{%s}".formatted(ADA));
    String cookie = session(enter(make(key.text("key"), "{%s}".formatted(ADA))));

    SERVER.client().delete("/api/admin/keys/" + key.text("id")).key(SERVER.operatorKey()).send();

    assertThat(status(cookie)).isEqualTo(401);
    assertThat(enter(unused).status()).isEqualTo(403);
  }

  @Test
  void nobodyEntersASuspendedTenant() {
    Answer unused = make("{%s}".formatted(ADA));
    String cookie = session(enter(make("{%s}".formatted(ADA))));

    suspend(true);
    assertThat(status(cookie)).isEqualTo(401);
    assertThat(make("{%s}".formatted(ADA)).status()).isEqualTo(404);
    suspend(false);

    assertThat(status(cookie)).isEqualTo(401);
    assertThat(enter(unused).status()).isEqualTo(403);
  }

  @Test
  void anOperatorTakesLinksBack() {
    Answer unused = make("{%s}".formatted(ADA));

    SERVER
        .client()
        .delete("/api/admin/sessions?tenant=" + tenant.id())
        .key(SERVER.operatorKey())
        .send();

    assertThat(enter(unused).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"permissions\":[\"AUDIT\"]",
        "\"actor\":{\"name\":\"Ada\"},\"permissions\":[\"AUDIT\"]",
        "\"actor\":{\"id\":\"ada\"}",
        "\"actor\":{\"id\":\"ada\"},\"permissions\":[\"OPERATOR\"]",
        "\"actor\":{\"id\":\"ada\"},\"permissions\":[\"INGEST\"]",
        ADA + ",\"expiresIn\":\"25h\"",
        ADA + ",\"landing\":\"/api/session\"",
        ADA + ",\"landing\":\"//evil.example.com\"",
        ADA + ",\"landing\":\"/portal/../api\"",
        ADA + ",\"landing\":\"/portal/tenants/other\"",
        ADA + ",\"returnUrl\":\"https://evil.example.com/\"",
        ADA + ",\"returnUrl\":\"https://www.example.com@evil.example.com/\"",
        ADA + ",\"returnUrl\":\"//www.example.com:8443/\"",
        ADA + ",\"returnUrl\":\"ftp://www.example.com/\"",
        ADA + ",\"returnUrl\":\"javascript:alert(1)\""
      })
  void nothingElseIsLetIn(String fields) {
    assertThat(make("{" + fields + "}").status()).isEqualTo(400);
  }

  @Test
  void thePersonComesFromAndGoesBackToThePlatform() {
    String cookie =
        session(
            enter(
                make(
                    "{%s,\"landing\":\"/portal/keys\",\"returnUrl\":\"https://www.example.com/settings?a=1\"}"
                        .formatted(ADA))));

    assertThat(SERVER.client().get("/portal").header("Cookie", cookie).send().body())
        .contains("href=\"https://www.example.com/settings?a=1\"");
  }

  @Test
  void onlyTheNamedOriginsFrameThePages() {
    Answer page = SERVER.client().get("/portal").key(tenant.newKey("AUDIT")).send();
    Answer login = SERVER.client().get("/login").send();

    assertThat(page.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
                + " https://app.example.com");
    assertThat(page.headers().firstValue("X-Frame-Options")).isEmpty();
    assertThat(login.header("Content-Security-Policy")).endsWith("frame-ancestors 'none'");
    assertThat(login.header("X-Frame-Options")).isEqualTo("DENY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/portal/operator", "/portal/tenants", "/portal/tenants/acme/exports"})
  void nobodyFramesTheOperatorsPages(String path) {
    Answer page = SERVER.client().get(path).key(SERVER.operatorKey()).send();

    assertThat(page.header("Content-Security-Policy")).endsWith("frame-ancestors 'none'");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
  }

  private static final String ADA =
      "\"actor\":{\"id\":\"u-1815\",\"name\":\"Ada Lovelace\"},\"permissions\":[\"AUDIT\",\"READ\"]";

  private Answer make(String body) {
    return make(SERVER.operatorKey(), body);
  }

  private Answer make(String key, String body) {
    return SERVER
        .client()
        .post("/api/admin/tenants/" + tenant.id() + "/portal-sessions")
        .key(key)
        .body(body)
        .send();
  }

  private static TestingClient.Request path(Answer made) {
    return SERVER.client().get("/portal/enter?token=" + made.text("token"));
  }

  private static Answer enter(Answer made) {
    return path(made).send();
  }

  private static int status(String cookie) {
    return SERVER.client().get("/api/session").header("Cookie", cookie).send().status();
  }

  private static Optional<String> cookie(Answer answer) {
    List<String> set = answer.headers().allValues("Set-Cookie");
    return set.stream().filter(line -> line.contains("=wbs_")).findFirst();
  }

  private static String session(Answer answer) {
    return cookie(answer)
        .orElseThrow(() -> new AssertionError(answer.toString()))
        .replaceFirst(";.*", "");
  }

  private void suspend(boolean suspended) {
    SERVER
        .client()
        .put("/api/admin/tenants/" + tenant.id())
        .key(SERVER.operatorKey())
        .body("{\"suspended\":%s}".formatted(suspended))
        .send();
  }
}
