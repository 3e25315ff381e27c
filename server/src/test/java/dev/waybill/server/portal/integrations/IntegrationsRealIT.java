package dev.waybill.server.portal.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.server.portal.Browser;
import dev.waybill.server.portal.PortalServer;
import dev.waybill.server.testing.TestingTenant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages of storage integrations, in a real browser. */
class IntegrationsRealIT {
  private static final PortalServer SERVER = PortalServer.start(Map.of());

  private final TestingTenant tenant = SERVER.newTenant();
  private final Browser browser = Browser.of(SERVER);
  private final Page page = browser.page();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void noneLeadToTheSetUp() {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/integrations");

    assertThat(page.locator("main").textContent()).contains("No integrations yet");
    page.getByText("Set up an export").click();
    page.waitForURL("**/portal/setup");
  }

  @Test
  void aDeletedIntegrationsExportIsPausedAndAttachedToAnotherOne() {
    String export = SERVER.newExport(tenant, "lake");
    SERVER.newExport(tenant, "pond");
    open("lake");
    assertThat(page.locator("main").textContent()).contains("Works", "lake");
    looksRight();

    assertThat(page.getByLabel("Pause them").isChecked()).isTrue();
    button("Delete").click();
    page.waitForURL("**/portal/integrations");
    assertThat(page.locator("tbody").textContent()).contains("pond").doesNotContain("lake");

    browser.open("/portal/exports/" + export);
    looksRight();
    page.getByText("Attach elsewhere").click();
    page.waitForURL("**/attach");
    looksRight();
    page.locator("label", new Page.LocatorOptions().setHasText("pond")).click();
    assertThat(page.getByLabel("Enable it").isChecked()).isTrue();
    button("Attach").click();
    page.waitForURL("**/portal/integrations/*");
    assertThat(page.locator(".linked").textContent()).contains("lake", "pond");
    assertThat(page.locator(".linked").textContent()).doesNotContain("Paused");
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void aChangeToAnotherPlacePausesTheExportsThere() {
    SERVER.newExport(tenant, "lake");
    open("lake");
    page.getByText("Change the destination").click();
    page.waitForURL("**/destination");
    looksRight();

    page.getByLabel("Folder (optional)").fill("elsewhere");
    button("Test and save").click();

    page.waitForURL("**/portal/integrations/*");
    assertThat(page.locator("main").textContent()).contains("elsewhere", "Works", "Paused");
  }

  @Test
  void anExportFollowsIfThatIsChosen() {
    SERVER.newExport(tenant, "lake");
    open("lake");
    page.getByText("Change the destination").click();
    page.getByLabel("Folder (optional)").fill("followed");
    page.getByLabel("follow").check();
    button("Test and save").click();

    page.waitForURL(url -> !url.endsWith("/destination"));
    assertThat(page.locator(".linked").textContent()).contains("lake").doesNotContain("Paused");
  }

  @Test
  void aWrongFieldIsToldAndNothingIsChanged() {
    SERVER.newExport(tenant, "lake");
    open("lake");
    page.getByText("Change the destination").click();
    page.waitForURL("**/destination");

    page.getByLabel("Folder (optional)").fill("a//b");
    button("Test and save").click();

    page.locator("#path-error").waitFor();
    assertThat(page.getByLabel("Folder (optional)").inputValue()).isEqualTo("a//b");
    browser.axe();
    browser.open("/portal/integrations");
    assertThat(page.locator("tbody").textContent()).doesNotContain("a//b");
  }

  @Test
  void whoeverMayOnlyReadChangesNothing() {
    SERVER.newExport(tenant, "lake");
    browser.logIn(tenant.newKey("AUDIT_READ")).open("/portal/integrations");
    page.getByText("lake").first().click();
    page.waitForURL("**/portal/integrations/*");

    assertThat(page.locator("main button:not(.copy)").count()).isZero();
    assertThat(
            page.evaluate(
                "fetch(location.pathname + '/delete', {method: 'POST', body: new URLSearchParams()})"
                    + ".then(answer => answer.status)"))
        .isEqualTo(403);
    browser.open("/portal/setup");
    assertThat(page.locator("h1").textContent()).isEqualTo("This is not open to you");
  }

  @Test
  void anotherTenantsIntegrationIsNotThere() {
    SERVER.newExport(tenant, "lake");
    open("lake");
    String address = page.url();
    try (Browser others = Browser.of(SERVER)) {
      others.logIn(SERVER.newTenant().newKey("AUDIT"));
      others.page().navigate(address);

      assertThat(others.page().locator("h1").textContent()).isEqualTo("There is nothing here");
    }
  }

  @Test
  void aDraftIsGoneOnWithOrDeleted() {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/setup");
    page.locator("#kind-directory").check();
    button("Go on").click();
    page.waitForURL("**/directory");
    browser.open("/portal/integrations");
    page.getByText("Draft").first().click();
    page.waitForURL("**/portal/integrations/*");
    browser.axe().at(390).fits();

    page.getByText("Go on with the set-up").click();
    page.locator("#kind-directory").waitFor();
    page.goBack();
    button("Delete the draft").click();

    page.waitForURL("**/portal/integrations");
    assertThat(page.locator("main").textContent()).contains("No integrations yet");
  }

  private void open(String integration) {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/integrations");
    browser.axe();
    page.locator("tbody a", new Page.LocatorOptions().setHasText(integration)).click();
    page.waitForURL("**/portal/integrations/*");
  }

  private void looksRight() {
    browser.axe().fits().at(390).axe().fits().at(1280);
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
