package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingTenant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The portal's first page, in a real browser. */
class OverviewRealIT {
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
  void showsWhatWasDeliveredAsBarsAndAsATable() {
    String id = SERVER.newExport(tenant, "nightly lake");
    SERVER.deliver(tenant, id, 3);

    browser.logIn(tenant.newKey("AUDIT"));

    assertThat(browser.page().locator("svg[role=img]").count()).isEqualTo(2);
    assertThat(browser.page().locator("svg[role=img]").first().textContent())
        .contains("Events delivered by the hour", "A bar for each hour from");
    assertThat(
            browser.page().locator("svg[role=img]").first().locator("rect[height='120']").count())
        .as("bars as high as the highest")
        .isEqualTo(1);
    browser.axe();
    browser.page().getByText("The same as a table").click();
    assertThat(browser.page().locator("details tbody tr").count()).isEqualTo(24);
    browser.axe().fits().at(390).axe().fits().onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void showsWhatIsWrongFirstWithWhatToDo() {
    SERVER.newExport(tenant, "a good one");
    SERVER.newUnreachableExport(tenant, "z broken");

    browser.logIn(tenant.newKey("AUDIT"));

    assertThat(browser.page().locator(".lead").first().textContent())
        .isEqualTo("2 exports, 1 needs attention");
    assertThat(browser.page().locator(".problem h3").allTextContents()).containsExactly("z broken");
    assertThat(browser.page().locator(".problem .advice").textContent()).contains("What to do:");
    assertThat(browser.page().locator("tbody th .name").allTextContents())
        .containsExactly("z broken", "a good one");
    browser.axe().at(390).fits();
  }

  @Test
  void leadsToEachExport() {
    SERVER.newExport(tenant, "lake");
    browser.logIn(tenant.newKey("AUDIT_READ"));

    browser.page().locator("tbody a").click();
    browser.page().waitForURL("**/portal/exports/*");

    assertThat(browser.page().locator("h1").textContent()).isEqualTo("lake");
    assertThat(browser.page().locator("main button").count())
        .as("nothing to change for whoever only reads")
        .isZero();
  }
}
