package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.waybill.server.testing.TestingTenant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operators see how the service is, in a real browser. */
class OperatorPagesRealIT {
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
  void anOperatorSeesHowTheServiceIs() {
    browser.logIn(SERVER.server().operatorKey()).open("/portal/tenants");
    browser.page().getByText("How the service is").press("Enter");

    browser.page().waitForURL("**/portal/operator");
    assertThat(browser.page().locator("tbody tr").count()).isEqualTo(9);
    assertThat(browser.page().locator("tbody").textContent())
        .contains("Events are taken.", "the event log takes", "No export is about to lose events.");
    browser.axe().fits().at(390).axe().fits().at(320).fits();
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void anOperatorFindsATenantAndSuspendsItByKeyboard() {
    SERVER.send(tenant, 3);
    Page page = browser.logIn(SERVER.server().operatorKey()).open("/portal/tenants").page();
    browser.axe().fits().at(390).axe().fits().at(320).fits().at(1280);

    page.getByLabel("Id or name").focus();
    page.keyboard().type(tenant.id());
    page.keyboard().press("Enter");
    page.getByText("Show all").waitFor();
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    page.locator("tbody .button").press("Enter");
    page.getByText("What it takes").waitFor();
    assertThat(page.locator("dl").textContent()).contains("Events held", "3");
    browser.axe().fits().at(390).axe().fits().at(320).fits().at(1280);

    page.locator("main .actions").getByText("Suspend").press("Enter");
    page.getByText("What happens").waitFor();
    browser.axe().at(390).fits().at(1280);
    page.getByText("Suspend this tenant").press("Enter");
    page.getByText("This tenant is suspended").waitFor();
    browser.axe();
    page.getByText("Resume").press("Enter");
    page.locator("main .actions").getByText("Suspend").waitFor();
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void whatIsWrongWithAQuotaIsToldBesideItsField() {
    Page page =
        browser
            .logIn(SERVER.server().operatorKey())
            .open("/portal/operator/tenants/" + tenant.id())
            .page();

    page.getByLabel("Days for which its events are kept").fill("many");
    page.getByText("Save").click();
    page.locator("#retentionDays-error").waitFor();
    browser.axe().at(390).fits();
    page.getByLabel("Days for which its events are kept").fill("60");
    page.getByText("Save").click();
    page.getByText("60 days").waitFor();
  }

  @Test
  void whatRemovesEventsIsAskedForOnceMore() {
    Page page =
        browser
            .logIn(SERVER.server().operatorKey())
            .open("/portal/operator/tenants/" + tenant.id())
            .page();

    page.getByLabel("Days after which they are removed in any case").fill("50");
    page.getByLabel("Auditing").uncheck();
    page.getByText("Save").press("Enter");
    page.getByText("What happens").waitFor();
    browser.axe().fits().at(390).axe().fits().at(320).fits().at(1280);
    page.getByText("Leave it as it is").press("Enter");
    page.getByText("at most 90 days").waitFor();

    page.getByLabel("Days after which they are removed in any case").fill("50");
    page.getByLabel("Name").fill("Renamed");
    page.getByText("Save").press("Enter");
    page.getByText("Change this tenant").press("Enter");
    page.getByText("at most 50 days").waitFor();
    assertThat(page.locator("h1").textContent()).isEqualTo("Renamed");
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void nobodyElseSeesIt() {
    browser.logIn(tenant.newKey("AUDIT", "READ")).open("/portal/operator");

    assertThat(browser.page().locator("main").textContent())
        .contains("lacks the permission OPERATOR")
        .doesNotContain("the event log takes");
  }
}
