package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.TestingTenant;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys, audit trail and what there is to know of a tenant, in a real browser. */
class PortalPagesRealIT {
  private static final PortalServer SERVER = PortalServer.start(Map.of());

  private final TestingTenant tenant = SERVER.newTenant();
  private final Browser browser = Browser.of(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void aKeyIsMadeShownOnceAndRevoked() {
    browser.logIn(tenant.newKey("AUDIT", "READ")).open("/portal/keys").axe();
    var page = browser.page();

    page.getByLabel("Name").fill("nightly verification");
    page.getByLabel("READ: read events").last().check();
    page.getByText("Make the key").click();
    page.locator(".secret code").waitFor();
    String secret = page.locator(".secret code").textContent();
    assertThat(SERVER.server().client().get("/api/session").key(secret).send().body())
        .contains("nightly verification", "READ");
    browser.axe().at(390).axe().fits().at(1280);

    page.reload();
    page.locator(".problem.good").waitFor();
    assertThat(page.content()).doesNotContain(secret);
    assertThat(page.locator("tbody").textContent().split("nightly verification", -1)).hasSize(3);

    page.locator("tr", new com.microsoft.playwright.Page.LocatorOptions().setHasText("nightly"))
        .locator("a")
        .click();
    browser.axe();
    page.getByText("Revoke it").click();
    page.waitForURL("**/portal/keys");
    assertThat(page.locator("tbody").textContent()).doesNotContain("nightly");
    assertThat(SERVER.server().client().get("/api/session").key(secret).send().status())
        .isEqualTo(401);
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void whatIsWrongWithAFormIsToldBesideItsField() {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/keys");
    var page = browser.page();

    page.getByText("Make the key").click();
    page.locator("#name-error").waitFor();
    assertThat(page.locator("#name-error").textContent()).isEqualTo("A key needs a name.");
    browser.axe();
    page.getByLabel("Name").fill("x");
    page.getByText("Make the key").click();
    page.locator("#permissions-error").waitFor();

    assertThat(page.getByLabel("Name").inputValue()).isEqualTo("x");
    browser.axe();
  }

  @Test
  void theTrailTellsWhoDidWhat() {
    browser.logIn(tenant.newKey("AUDIT", "READ"));
    SERVER.newExport(tenant, "lake");

    await()
        .atMost(Duration.ofMinutes(3))
        .pollInSameThread()
        .untilAsserted(
            () ->
                assertThat(browser.open("/portal/audit").page().locator("main").textContent())
                    .contains("Create export configuration", "Login", "test key"));
    browser.axe().fits().at(390).axe().fits().onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void whoReadsAloneSeesTheTrailAndNoExports() {
    browser.logIn(tenant.newKey("READ")).page().waitForURL("**/portal/audit");

    assertThat(browser.page().locator("nav").textContent())
        .contains("Audit trail")
        .doesNotContain("Overview", "API keys");
  }

  @Test
  void aTenantFindsWithWhatItsDeliveriesAreSigned() {
    browser.logIn(tenant.newKey("AUDIT_READ")).open("/portal/about");

    String kid =
        SERVER
            .server()
            .client()
            .get("/.well-known/jwks.json")
            .send()
            .json()
            .path("keys")
            .get(0)
            .path("kid")
            .asString();
    assertThat(browser.page().locator("main").textContent()).contains(tenant.id(), kid);
    browser.axe().fits().at(320).axe().fits();
  }
}
