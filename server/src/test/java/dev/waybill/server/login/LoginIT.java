package dev.waybill.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** People log in at a real OpenID provider and use the API from a browser. */
class LoginIT {
  private static final String SESSION = "__Host-waybill-session";
  private static final String GRAPHQL = "/api/audit/graphql";
  private static final String QUERY = "{\"query\":\"{ getAllExportConfigurations { id } }\"}";

  private static final RealProvider PROVIDER = RealProvider.start();
  private static final TestingServer SERVER =
      TestingServer.start(
          Map.of(
              "login.issuer", PROVIDER.issuer().toString(),
              "login.client-id", RealProvider.CLIENT,
              "login.client-secret", RealProvider.SECRET,
              "login.public-url", Browser.PUBLIC,
              "login.permissions",
                  "audit-admins=AUDIT,READ,audit-viewers=AUDIT_READ,operators=OPERATOR,READ"));

  private final TestingTenant tenant = SERVER.newTenant();
  private final String account = "ada-" + UUID.randomUUID();
  private final Browser browser = new Browser(SERVER.api());

  @AfterAll
  static void stop() {
    SERVER.close();
    PROVIDER.close();
  }

  @Test
  void aPersonIsKnownByWhatTheProviderSays() {
    Browser.Page last = logInAs("audit-admins");

    assertThat(last.url()).hasPath("/api/session");
    assertThat(last.status()).isEqualTo(200);
    assertThat(last.json().path("name").asString()).isEqualTo("Ada Lovelace");
    assertThat(last.json().path("tenant").asString()).isEqualTo(tenant.id());
    assertThat(last.json().path("permissions").values())
        .extracting(it -> it.asString())
        .containsExactly("READ", "AUDIT");
    assertThat(last.json().path("expiresAt").asString()).matches("\\d{4}-.*Z");
  }

  @Test
  void theSessionIsOutOfReachOfScriptsAndOtherSites() {
    logInAs("audit-admins");

    assertThat(callback().setCookie(SESSION).orElseThrow())
        .matches(SESSION + "=wbs_[A-Za-z0-9_-]{43}; .*")
        .contains("Path=/")
        .contains("Secure")
        .contains("HttpOnly")
        .contains("SameSite=Lax")
        .doesNotContain("Domain");
  }

  @Test
  void theProviderIsAskedWithPkceStateNonceAndTheSetAddress() {
    Map<String, String> asked =
        browser.get("/login/start", "X-Forwarded-Host", "evil.example.com").sent();

    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", RealProvider.CLIENT)
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", Browser.PUBLIC + "/login/callback")
        .containsEntry("scope", "openid profile");
    assertThat(asked.get("state")).hasSizeGreaterThanOrEqualTo(32);
    assertThat(asked.get("nonce")).hasSizeGreaterThanOrEqualTo(32);
    assertThat(asked.get("code_challenge")).hasSizeGreaterThanOrEqualTo(43);
    assertThat(browser.get("/login/start").sent().get("state")).isNotEqualTo(asked.get("state"));
  }

  @Test
  void theBrowserGoesWhereThePersonWanted() {
    assertThat(
            logIn("/login/start?to=/api/session?a=b%26c", Map.of("groups", "audit-admins")).url())
        .hasToString(Browser.PUBLIC + "/api/session?a=b&c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example.com",
        "https://evil.example.com",
        "/%5Cevil.example.com",
        "/%09/evil.example.com",
        "%0d%0aSet-Cookie:x",
        "evil",
        "",
        "/a&to=/b"
      })
  void theBrowserGoesNowhereElse(String to) {
    Browser.Page refused = browser.get("/login/start?to=" + to, "Accept", "text/html");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.next()).isEmpty();
    assertThat(refused.body()).contains("After the login you can go to a path here");
  }

  @Test
  void exportsAreManagedFromAPageOfTheService() {
    logInAs("audit-admins");

    Browser.Page answer = browser.fetch("POST", GRAPHQL, QUERY);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("data").path("getAllExportConfigurations").isArray()).isTrue();
  }

  @Test
  void whoLooksAtExportsChangesNone() {
    logInAs("audit-viewers");

    assertThat(browser.fetch("POST", GRAPHQL, QUERY).json().has("errors")).isFalse();
    assertThat(
            browser
                .fetch(
                    "POST",
                    GRAPHQL,
                    "{\"query\":\"mutation { deleteExportConfiguration(id: \\\"x\\\") { id } }\"}")
                .body())
        .contains("Your account may look at exports but not change them")
        .contains("FORBIDDEN");
  }

  @Test
  void noOtherSiteActsThroughTheBrowser() {
    logInAs("audit-admins");
    String json = "application/json";

    for (List<String> from :
        List.of(
            List.of("Sec-Fetch-Site", "cross-site"),
            List.of("Sec-Fetch-Site", "same-site", "Origin", Browser.PUBLIC),
            List.of("Origin", "https://evil.example.com"),
            List.of("Origin", "null"),
            List.of("Referer", Browser.PUBLIC + "/"))) {
      var headers = new java.util.ArrayList<>(from);
      headers.addAll(List.of("Content-Type", json));
      Browser.Page refused =
          browser.send("POST", GRAPHQL, Optional.of(QUERY), headers.toArray(String[]::new));
      assertThat(refused.status()).as(from.toString()).isEqualTo(403);
    }
    assertThat(
            browser
                .send(
                    "POST",
                    GRAPHQL,
                    Optional.of(QUERY),
                    "Origin",
                    Browser.PUBLIC,
                    "Content-Type",
                    json)
                .status())
        .isEqualTo(200);
    assertThat(
            browser
                .send(
                    "POST",
                    GRAPHQL,
                    Optional.of(QUERY),
                    "Origin",
                    Browser.PUBLIC,
                    "Content-Type",
                    "text/plain")
                .status())
        .isEqualTo(415);
  }

  @Test
  void aPersonSearchesButSendsNoEvents() {
    logInAs("audit-admins");

    assertThat(browser.get("/api/audit/events").status()).isEqualTo(200);
    Browser.Page sent = browser.fetch("POST", "/api/audit/events", "[]");
    assertThat(sent.status()).isEqualTo(403);
    assertThat(sent.body()).contains("Your account lacks the permission INGEST");
  }

  @Test
  void aPersonActsForTheOwnTenantAlone() {
    logInAs("audit-admins");

    assertThat(browser.get("/api/audit/events", "Waybill-Tenant", SERVER.newTenant().id()).status())
        .isEqualTo(403);
  }

  @Test
  void anOperatorAdministersTenantsAndNamesOne() {
    PROVIDER.account(account, Map.of("groups", List.of("operators"), "name", "Grace"));
    Browser.Page last =
        PROVIDER.logIn(browser, browser.open("/login/start?to=/api/session"), account);

    assertThat(last.json().has("tenant")).isFalse();
    assertThat(browser.get("/api/admin/tenants").status()).isEqualTo(200);
    assertThat(browser.fetch("PUT", "/api/admin/tenants/" + tenant.id(), "{}").status())
        .isEqualTo(200);
    assertThat(browser.get("/api/audit/events").body())
        .contains("Your account belongs to no tenant");
    assertThat(browser.get("/api/audit/events", "Waybill-Tenant", tenant.id()).status())
        .isEqualTo(200);
  }

  @Test
  void aTenantsPersonIsNeverAnOperator() {
    Browser.Page last = logInAs("operators", "audit-admins");

    assertThat(last.json().path("permissions").toString()).doesNotContain("OPERATOR");
    assertThat(browser.get("/api/admin/tenants").status()).isEqualTo(403);
  }

  @Test
  void anAccountWithoutTenantIsToldWhatToAskFor() {
    PROVIDER.account(account, Map.of("groups", List.of("audit-admins")));

    Browser.Page refused = PROVIDER.logIn(browser, browser.open("/login/start"), account);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(refused.body()).contains("Your account has no tenant: ask whoever manages");
    assertThat(browser.cookie(SESSION)).isEmpty();
  }

  @Test
  void anAccountWithoutPermissionsIsToldWhatToAskFor() {
    Browser.Page refused = logInAs("others");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("Your account has no permissions here: ask");
  }

  @Test
  void anUnknownTenantLooksLikeASuspendedOne() {
    Browser.Page unknown =
        logIn("/login/start", Map.of("groups", "audit-admins", "waybill_tenant", "nobody's"));
    suspend(true);
    Browser.Page suspended = logInAs(new Browser(SERVER.api()), "audit-admins");

    assertThat(unknown.status()).isEqualTo(403);
    assertThat(suspended.status()).isEqualTo(403);
    assertThat(suspended.body()).isEqualTo(unknown.body()).contains("unknown or suspended");
  }

  @Test
  void suspendingATenantEndsItsSessionsForGood() {
    logInAs("audit-admins");

    suspend(true);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    suspend(false);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void aLogoutEndsTheSessionHereAndAtTheProvider() {
    logInAs("audit-admins");
    String token = browser.cookie(SESSION).orElseThrow();

    Browser.Page last = browser.submit("/logout", Map.of(), "Sec-Fetch-Site", "same-origin");

    assertThat(last.url()).hasToString(Browser.PUBLIC + "/logout/done");
    assertThat(last.body()).contains("Your session here has ended");
    assertThat(browser.cookie(SESSION)).isEmpty();
    browser.setCookie(SESSION, token);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    assertThat(browser.open("/login/start").body()).contains("name=\"password\"");
  }

  @Test
  void whoLogsInAndOutIsRecorded() {
    logInAs("audit-admins");
    browser.submit("/logout", Map.of(), "Sec-Fetch-Site", "same-origin");
    String reader = tenant.newKey("READ");

    await()
        .untilAsserted(
            () ->
                assertThat(recorded(reader, tenant.id(), "Ada Lovelace"))
                    .extracting(event -> event.path("eventName").asString())
                    .containsExactlyInAnyOrder("Login", "Logout"));
    assertThat(recorded(reader, tenant.id(), "Ada Lovelace"))
        .allSatisfy(
            event -> {
              assertThat(event.at("/userIdentity/type").asString()).isEqualTo("Person");
              assertThat(event.path("sourceIPAddress").asString()).isEqualTo("127.0.0.1");
            });
  }

  @Test
  void whoIsTurnedAwayIsRecordedForTheOperators() {
    logInAs("others");
    String reader = SERVER.newPlatformKey("READ");

    await()
        .untilAsserted(
            () ->
                assertThat(recorded(reader, "_operators", account))
                    .singleElement()
                    .satisfies(
                        event -> {
                          assertThat(event.path("eventName").asString()).isEqualTo("FailedLogin");
                          assertThat(event.path("responseCode").asInt()).isEqualTo(403);
                        }));
  }

  private static List<JsonNode> recorded(String key, String of, String text) {
    return List.copyOf(
        SERVER
            .client()
            .get("/api/audit/events?kind=SYSTEM&limit=1000&text=" + text.replace(" ", "%20"))
            .key(key)
            .header("Waybill-Tenant", of)
            .send()
            .json()
            .path("events")
            .values());
  }

  @Test
  void noOtherSiteLogsAPersonOut() {
    logInAs("audit-admins");

    assertThat(browser.submit("/logout", Map.of(), "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(403);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
  }

  @Test
  void aLoginMakesANewTokenAndEndsTheSessionBefore() {
    browser.setCookie(SESSION, "wbs_" + "a".repeat(43));
    logInAs("audit-admins");
    String first = browser.cookie(SESSION).orElseThrow();
    assertThat(first).isNotEqualTo("wbs_" + "a".repeat(43));

    browser.open("/login/start");

    assertThat(browser.cookie(SESSION).orElseThrow()).isNotEqualTo(first);
    Browser thief = new Browser(SERVER.api());
    thief.setCookie(SESSION, first);
    assertThat(thief.get("/api/session").body()).contains("Your session has ended: log in again");
  }

  @Test
  void aKeyCountsMoreThanASession() {
    logInAs("audit-admins");
    String key = tenant.newKey("INGEST");

    assertThat(browser.get("/api/session", "Authorization", "Bearer " + key).body())
        .contains("test key")
        .doesNotContain("expiresAt");
    assertThat(browser.get("/api/session", "Authorization", "Bearer wrong").status())
        .isEqualTo(401);
  }

  @Test
  void theProvidersNewKeysAreTakenAtOnce() {
    logInAs("audit-admins");
    PROVIDER.rotateKeys();

    assertThat(logInAs(new Browser(SERVER.api()), "audit-admins").status()).isEqualTo(200);
  }

  @Test
  void anOperatorEndsTheSessionsOfATenant() {
    logInAs("audit-admins");
    TestingTenant other = SERVER.newTenant();

    assertThat(endAll("?tenant=" + other.id())).isZero();
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
    assertThat(endAll("?tenant=" + tenant.id())).isEqualTo(1);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    assertThat(
            SERVER
                .client()
                .delete("/api/admin/sessions")
                .key(tenant.newKey("AUDIT"))
                .send()
                .status())
        .isEqualTo(403);
  }

  @Test
  void whereThereIsNoProviderPeopleAreToldSo() {
    Browser elsewhere = new Browser(TestingServer.shared().api());

    assertThat(elsewhere.get("/login/start").status()).isEqualTo(404);
    assertThat(elsewhere.get("/login/start").body()).contains("log in with a key at /login");
    assertThat(elsewhere.get("/login").body()).doesNotContain("company's account");
    elsewhere.setCookie("waybill-session", "wbs_" + "a".repeat(43));
    assertThat(elsewhere.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void withoutAWishTheLoginLeadsToThePortal() {
    assertThat(browser.get("/login").body()).contains("href=\"/login/start?to=%2Fportal\"");
    assertThat(logIn("/login/start", Map.of("groups", "audit-admins")).url())
        .hasToString(Browser.PUBLIC + "/portal");
  }

  private static int endAll(String query) {
    return SERVER
        .client()
        .delete("/api/admin/sessions" + query)
        .key(SERVER.operatorKey())
        .send()
        .json()
        .path("ended")
        .asInt();
  }

  private Browser.Page logInAs(String... groups) {
    return logInAs(browser, groups);
  }

  private Browser.Page logInAs(Browser with, String... groups) {
    PROVIDER.account(
        account,
        Map.of("waybill_tenant", tenant.id(), "groups", List.of(groups), "name", "Ada Lovelace"));
    return PROVIDER.logIn(with, with.open("/login/start?to=/api/session"), account);
  }

  private Browser.Page logIn(String path, Map<String, Object> claims) {
    var all = new java.util.HashMap<String, Object>(Map.of("waybill_tenant", tenant.id()));
    all.putAll(claims);
    PROVIDER.account(account, all);
    return PROVIDER.logIn(browser, browser.open(path), account);
  }

  private Browser.Page callback() {
    return browser.history.stream()
        .filter(page -> page.url().getPath().equals("/login/callback"))
        .findFirst()
        .orElseThrow();
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
