package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingTenant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What all pages of the portal have in common, in a real browser. */
class PortalBaseRealIT {
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
  void whoeverHasAKeyLogsInAndSeesTheExports() {
    SERVER.newExport(tenant, "nightly lake");

    browser.open("/").page().waitForURL("**/login?to=%2Fportal");
    browser.axe();
    browser.page().getByLabel("API key").fill(tenant.newKey("AUDIT", "INGEST"));
    browser.page().keyboard().press("Enter");

    browser.page().waitForURL("**/portal");
    assertThat(browser.page().locator("h1").textContent()).isEqualTo("Overview");
    assertThat(browser.page().locator("table.cards tbody").textContent()).contains("nightly lake");
    assertThat(browser.page().locator("footer").textContent()).contains(tenant.id());
    browser.axe().fits().at(390).axe().fits().at(320).fits().onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void anEmptyOverviewSaysWhatToDo() {
    browser.logIn(tenant.newKey("AUDIT"));

    assertThat(browser.page().locator("main").textContent()).contains("No exports yet");
    browser.axe().at(390).fits();
  }

  @Test
  void aWrongKeyIsToldBesideTheFieldAndNotShownAgain() {
    browser.open("/login");
    browser.page().getByLabel("API key").fill("wb_wrong");
    browser.page().keyboard().press("Enter");

    browser.page().locator("#key-error").waitFor();
    assertThat(browser.page().locator("#key-error").textContent())
        .isEqualTo(
            "This is no key, or one that has ended: copy it whole, or ask whoever gave it to you for"
                + " another.");
    assertThat(browser.page().content()).doesNotContain("wb_wrong");
    browser.axe();
  }

  @Test
  void theKeyboardAloneIsEnough() {
    String key = tenant.newKey("AUDIT");
    browser.open("/login");
    var keyboard = browser.page().keyboard();

    keyboard.press("Tab");
    assertThat(focused()).isEqualTo("Skip to the content");
    keyboard.press("Enter");
    keyboard.press("Tab");
    keyboard.type(key);
    keyboard.press("Enter");
    browser.page().waitForURL("**/portal");
    keyboard.press("Tab");
    keyboard.press("Tab");
    keyboard.press("Tab");
    assertThat(focused()).isEqualTo("Log out");
    keyboard.press("Enter");

    browser.page().waitForURL("**/logout/done");
    browser.open("/portal").page().waitForURL("**/login?to=%2Fportal");
  }

  @Test
  void aPageThatIsNotThereSaysWhereToGo() {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/nowhere");

    assertThat(browser.page().locator("h1").textContent()).isEqualTo("There is nothing here");
    browser.axe().fits();
  }

  @Test
  void anOperatorChoosesATenantAndSeesItsPages() {
    SERVER.newExport(tenant, "lake");
    String operator = SERVER.server().newPlatformKey("OPERATOR", "AUDIT_READ");

    browser.logIn(operator).page().waitForURL("**/portal/tenants");
    browser.axe().at(390).fits().at(1280);
    browser
        .page()
        .locator(
            "tbody th a",
            new com.microsoft.playwright.Page.LocatorOptions().setHasText(tenant.id()))
        .click();
    browser.page().waitForURL("**/portal/tenants/" + tenant.id());

    assertThat(browser.page().locator("table.cards tbody").textContent()).contains("lake");
  }

  @Test
  void aTenantsPersonSeesNoOtherTenantsPages() {
    TestingTenant other = SERVER.newTenant();

    browser.logIn(tenant.newKey("AUDIT")).open("/portal/tenants/" + other.id());

    assertThat(browser.page().locator("main").textContent())
        .contains("Your account belongs to another tenant than the one in the address.");
  }

  private String focused() {
    return String.valueOf(browser.page().evaluate("document.activeElement.textContent"));
  }
}
