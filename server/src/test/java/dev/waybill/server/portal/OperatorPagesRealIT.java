package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

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
  void nobodyElseSeesIt() {
    browser.logIn(tenant.newKey("AUDIT", "READ")).open("/portal/operator");

    assertThat(browser.page().locator("main").textContent())
        .contains("lacks the permission OPERATOR")
        .doesNotContain("the event log takes");
  }
}
