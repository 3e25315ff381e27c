package dev.waybill.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.PassingTime;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.stores.network.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider, or somebody between it and the browser, cannot make the service believe. */
class HostileProviderIT {
  private static final String SESSION = "__Host-waybill-session";
  private static final PassingTime TIME = new PassingTime();

  private static final int PORT = FreePort.draw();
  private static final TestingServer SERVER = startServer();
  private static final String TENANT = SERVER.newTenant().id();
  private static final HostileProvider PROVIDER = comeLate();

  private final Browser browser = new Browser(SERVER.api());
  private final String code = UUID.randomUUID().toString();

  /** Something wrong with an ID token. */
  record Lie(String name, Consumer<Map<String, Object>> claims) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static TestingServer startServer() {
    try {
      return TestingServer.start(
          Files.createTempDirectory("waybill-test"),
          Map.of(
              "login.issuer",
              "http://127.0.0.1:" + PORT,
              "login.client-id",
              HostileProvider.CLIENT,
              "login.client-secret",
              HostileProvider.SECRET,
              "login.public-url",
              Browser.PUBLIC + "/",
              "login.permissions",
              "admins=AUDIT",
              "log.level",
              "ERROR"),
          TIME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server runs before the provider does, and then finds one that is called otherwise. */
  private static HostileProvider comeLate() {
    assertUnreachable();
    try {
      var provider = new HostileProvider(PORT);
      provider.issuerSaid = "https://evil.example.com";
      assertUnreachable();
      TIME.pass(Duration.ofSeconds(6));
      assertUnreachable();
      provider.issuerSaid = "";
      TIME.pass(Duration.ofSeconds(6));
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertUnreachable() {
    Browser.Page page = new Browser(SERVER.api()).get("/login/start", "Accept", "text/html,*/*");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.headers().firstValue("Retry-After")).isPresent();
    assertThat(page.body()).contains("The identity provider does not answer as it should");
  }

  @AfterAll
  static void stop() {
    SERVER.close();
    PROVIDER.close();
  }

  @AfterEach
  void tellTheTruthAgain() {
    PROVIDER.signing = claims -> HostileProvider.signed(claims, PROVIDER.key());
    PROVIDER.userInfo = "{\"sub\":\"42\"}";
    PROVIDER.failure = "";
  }

  @Test
  void aTrueAnswerIsBelieved() {
    Browser.Page answer = answer(browser.get("/login/start").sent(), _ -> {});

    assertThat(answer.status()).isEqualTo(302);
    assertThat(browser.cookie(SESSION)).isPresent();
  }

  static List<Lie> lies() {
    long now = TIME.now().getEpochSecond();
    return List.of(
        new Lie("another nonce", claims -> claims.put("nonce", "x")),
        new Lie("no nonce", claims -> claims.remove("nonce")),
        new Lie("another audience", claims -> claims.put("aud", "another")),
        new Lie("no audience", claims -> claims.remove("aud")),
        new Lie("audiences without a party", claims -> claims.put("aud", List.of("waybill", "b"))),
        new Lie("another party", claims -> claims.put("azp", "another")),
        new Lie("another issuer", claims -> claims.put("iss", "https://evil.example.com")),
        new Lie("no issuer", claims -> claims.remove("iss")),
        new Lie("no subject", claims -> claims.remove("sub")),
        new Lie("long expired", claims -> claims.put("exp", now - 120)),
        new Lie("no end", claims -> claims.remove("exp")),
        new Lie("of the future", claims -> claims.put("iat", now + 600)),
        new Lie("no time of issue", claims -> claims.remove("iat")),
        new Lie("not to be used yet", claims -> claims.put("nbf", now + 600)));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLieIsNotBelieved(Lie lie) {
    assertRefused(answer(browser.get("/login/start").sent(), lie.claims()));
  }

  @Test
  void aTokenOfAnotherKeyIsNotBelieved() {
    var another = HostileProvider.newKey();
    PROVIDER.signing = claims -> HostileProvider.signed(claims, another);

    assertRefused(answer(browser.get("/login/start").sent(), _ -> {}));
  }

  @Test
  void aTokenWithoutSignatureIsNotBelieved() {
    PROVIDER.signing = HostileProvider::unsigned;

    assertRefused(answer(browser.get("/login/start").sent(), _ -> {}));
  }

  @Test
  void aTokenWithAKeyThatBothKnowIsNotBelieved() {
    PROVIDER.signing = HostileProvider::macced;

    assertRefused(answer(browser.get("/login/start").sent(), _ -> {}));
  }

  @Test
  void noTokenAtAllIsNotBelieved() {
    PROVIDER.signing = _ -> "nonsense";

    assertRefused(answer(browser.get("/login/start").sent(), _ -> {}));
  }

  @Test
  void claimsOfAnotherPersonAreNotTaken() {
    PROVIDER.userInfo = "{\"sub\":\"43\",\"groups\":\"admins\"}";

    assertRefused(answer(browser.get("/login/start").sent(), _ -> {}));
  }

  @Test
  void aStateOfAnotherLoginIsRefused() {
    Map<String, String> asked = new HashMap<>(browser.get("/login/start").sent());
    asked.put("state", browser.get("/login/start").sent().get("state") + "x");

    assertNotBegun(answer(asked, _ -> {}));
  }

  @Test
  void anAnswerToAnotherBrowserIsRefused() {
    Map<String, String> asked = new Browser(SERVER.api()).get("/login/start").sent();
    assertNotBegun(answer(asked, _ -> {}));
    browser.get("/login/start");
    assertNotBegun(answer(asked, _ -> {}));
  }

  @Test
  void anAnswerIsTakenOnce() {
    Map<String, String> asked = browser.get("/login/start").sent();
    String kept = browser.cookie("__Host-waybill-login").orElseThrow();
    assertThat(answer(asked, _ -> {}).status()).isEqualTo(302);
    assertThat(browser.cookie("__Host-waybill-login")).isEmpty();

    Browser thief = new Browser(SERVER.api());
    assertThat(thief.get(browser.history.getLast().url().toString()).status()).isEqualTo(400);
    thief.setCookie("__Host-waybill-login", kept);
    assertRefused(thief, thief.get(browser.history.getLast().url().toString()));
  }

  @Test
  void aLoginThatTookTooLongBeginsAgain() {
    Map<String, String> asked = browser.get("/login/start").sent();
    TIME.pass(Duration.ofMinutes(11));

    assertNotBegun(answer(asked, _ -> {}));
  }

  @Test
  void aForgedLoginIsRefused() {
    Map<String, String> asked = browser.get("/login/start").sent();
    for (String forged : List.of("", "x", "eyJzdGF0ZSI6IngifQ", "AAAA".repeat(500))) {
      browser.setCookie("__Host-waybill-login", forged);
      assertNotBegun(answer(asked, _ -> {}));
    }
  }

  @Test
  void theAnswerNamesItsIssuerOnce() {
    for (String issuer :
        List.of(
            "", "&iss=https://evil.example.com", "&iss=" + PROVIDER.issuer().toString() + "/")) {
      Map<String, String> asked = browser.get("/login/start").sent();
      PROVIDER.answers(code, claims(asked));
      assertRefused(
          browser.get("/login/callback?code=" + code + "&state=" + asked.get("state") + issuer));
    }
  }

  @Test
  void theProvidersWordsAreNotShown() {
    Map<String, String> asked = browser.get("/login/start").sent();

    Browser.Page refused =
        browser.get(
            "/login/callback?error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E"
                + "&iss="
                + PROVIDER.issuer()
                + "&state="
                + asked.get("state"),
            "Accept",
            "text/html");

    assertRefused(refused);
    assertThat(refused.body()).contains("(access_denied)").doesNotContain("script");
    assertThat(
            browser
                .get(
                    "/login/callback?error=%3Cb%3E&iss="
                        + PROVIDER.issuer()
                        + "&state="
                        + browser.get("/login/start").sent().get("state"),
                    "Accept",
                    "text/html")
                .body())
        .doesNotContain("<b>")
        .doesNotContain("&lt;b");
  }

  @Test
  void aProviderThatFailsIsToldFromOneThatLies() {
    PROVIDER.failure = "nonsense";
    Browser.Page failed = answer(browser.get("/login/start").sent(), _ -> {});
    PROVIDER.failureStatus = 200;
    Browser.Page lied = answer(browser.get("/login/start").sent(), _ -> {});

    assertThat(failed.status()).isEqualTo(503);
    assertRefused(lied);
  }

  @Test
  void aProviderThatIsSlowTakesFewThreads() throws InterruptedException {
    PROVIDER.gate = new CountDownLatch(1);
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      var another = new Browser(SERVER.api());
      Map<String, String> asked = another.get("/login/start").sent();
      waiting.add(
          Thread.startVirtualThread(
              () ->
                  another.get(
                      "/login/callback?code=x&state="
                          + asked.get("state")
                          + "&iss="
                          + PROVIDER.issuer())));
    }
    await().pollInterval(Duration.ofMillis(10)).until(() -> PROVIDER.waiting.get() == 16);

    assertThat(answer(browser.get("/login/start").sent(), _ -> {}).status()).isEqualTo(503);

    PROVIDER.gate.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(answer(browser.get("/login/start").sent(), _ -> {}).status()).isEqualTo(302);
  }

  @Test
  void programsAreRefusedWithAProblem() {
    Browser.Page refused = browser.get("/login/callback?code=a&state=b");

    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.json().path("code").asString()).isEqualTo("BAD_REQUEST");
  }

  private Browser.Page answer(Map<String, String> asked, Consumer<Map<String, Object>> lie) {
    Map<String, Object> claims = claims(asked);
    lie.accept(claims);
    PROVIDER.answers(code, claims);
    return browser.get(
        "/login/callback?code="
            + code
            + "&state="
            + asked.get("state")
            + "&iss="
            + PROVIDER.issuer());
  }

  private static Map<String, Object> claims(Map<String, String> asked) {
    long now = TIME.now().getEpochSecond();
    return new HashMap<>(
        Map.of(
            "iss",
            PROVIDER.issuer().toString(),
            "sub",
            "42",
            "aud",
            HostileProvider.CLIENT,
            "iat",
            now,
            "exp",
            now + 300,
            "nonce",
            asked.get("nonce"),
            "waybill_tenant",
            TENANT,
            "groups",
            List.of("admins")));
  }

  private void assertRefused(Browser.Page page) {
    assertRefused(browser, page);
  }

  private static void assertRefused(Browser browser, Browser.Page page) {
    assertThat(page.status()).as(page.body()).isEqualTo(401);
    assertThat(page.body()).contains("begin again at /login");
    assertThat(browser.cookie(SESSION)).isEmpty();
  }

  private void assertNotBegun(Browser.Page page) {
    assertThat(page.status()).as(page.body()).isEqualTo(400);
    assertThat(page.body()).contains("This login did not begin in this browser");
    assertThat(browser.cookie(SESSION)).isEmpty();
  }
}
