package dev.waybill.server.portal;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.server.testing.TestingTenant;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with an export, in a real browser. */
class ExportPageRealIT {
  private static final PortalServer SERVER = PortalServer.start(Map.of());

  private final TestingTenant tenant = SERVER.newTenant();
  private final String id = SERVER.newExport(tenant, "lake");
  private final Browser browser = Browser.of(SERVER);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @BeforeEach
  void logIn() {
    browser.logIn(tenant.newKey("AUDIT"));
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void runsAnExportAndShowsTheJobWithItsObjectsAndManifest() {
    SERVER.send(tenant, 3);
    open();
    browser.axe().at(390).fits().at(1280);

    press("Run now");
    browser.page().locator("#work .badge.good").waitFor();

    assertThat(browser.page().locator("#work").textContent()).contains("Job 1", "Succeeded");
    browser.axe().at(390).axe().fits().at(1280);
    browser.page().locator("#work th a").click();
    browser.page().waitForURL("**/jobs/*");
    assertThat(browser.page().locator("main").textContent())
        .contains("manifests/000000000001.manifest", "events/kind=CUSTOM/", "Attempt 1");
    browser.axe().at(390).axe().fits().onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void pausesAndResumes() {
    open();

    press("Pause");
    browser.page().locator("#paused").waitFor();
    assertThat(browser.page().locator("main").textContent())
        .contains("Nothing is lost while it is paused", "90 days", "is still there until");
    browser.axe().at(390).fits().at(1280);
    press("Resume");
    browser.page().getByRole(AriaRole.BUTTON, named("Pause")).waitFor();

    assertThat(browser.page().locator(".title .badge").textContent()).contains("Active");
  }

  @Test
  void testsTheConnection() {
    open();

    press("Test the connection");
    browser.page().waitForURL("**#connection");

    assertThat(browser.page().locator("#connection + dd").textContent()).startsWith("Works");
  }

  @Test
  void deliversThePastIntoAFolder() {
    SERVER.send(tenant, 3);
    Instant now = Instant.now();
    browser.open("/portal/exports/" + id + "/backfill").axe().at(390).fits().at(1280);

    press("Begin");
    assertThat(browser.page().locator("#from-error").textContent())
        .isEqualTo("Choose a day and a time.");
    browser.axe();
    fill("#from", now.minusSeconds(3_600));
    fill("#to", now);
    browser.page().locator("#prefix").fill("again");
    press("Begin");
    browser.page().locator("#backfills").waitFor();
    browser.page().locator("#backfills + .card .badge.good").waitFor();

    assertThat(browser.page().locator("#backfills + .card").textContent())
        .contains("Succeeded", "100 %", "again/");
    browser.axe().at(390).axe().fits().onlyOwnOrigin();
  }

  @Test
  void changesTheSettings() {
    browser.open("/portal/exports/" + id + "/settings").axe().at(390).axe().fits().at(1280);

    browser.page().locator("#name").fill("alerts");
    browser.page().locator("#interval").selectOption("EVERY_15_MINUTES");
    browser.page().locator("#kind-CUSTOM").uncheck();
    browser.page().locator("#categories").fill("thresholds\nanomalies\n");
    press("Save");
    browser.page().waitForURL("**/portal/exports/" + id);

    assertThat(browser.page().locator("h1").textContent()).isEqualTo("alerts");
    assertThat(browser.page().locator("dl").textContent())
        .contains(
            "every 15 minutes",
            "Query audits",
            "System audits of the categories anomalies, thresholds only")
        .doesNotContain("Custom audits");
  }

  @Test
  void saysWhatIsWrongWithSettings() {
    browser.open("/portal/exports/" + id + "/settings");

    for (String kind : new String[] {"QUERY", "SYSTEM", "CUSTOM"}) {
      browser.page().locator("#kind-" + kind).uncheck();
    }
    press("Save");
    assertThat(browser.page().locator("#kinds-error").textContent())
        .startsWith("Choose at least one");
    browser.axe();
    browser.page().locator("#kind-QUERY").check();
    browser.page().locator("#name").fill("");
    press("Save");

    assertThat(browser.page().locator("#name-error").isVisible()).isTrue();
    browser.axe();
  }

  @Test
  void deletesOnlyWhenAskedTwice() {
    open();
    browser.page().getByText("Delete", exact()).click();
    browser.page().waitForURL("**/delete");
    browser.axe().at(390).axe().fits().at(1280);
    browser.page().getByText("Keep it").click();
    browser.page().waitForURL("**/portal/exports/" + id);

    browser.page().getByText("Delete", exact()).click();
    press("Delete this export");
    browser.page().waitForURL("**/portal");

    assertThat(browser.page().locator("main").textContent()).contains("No exports yet");
    open();
    assertThat(browser.page().locator("h1").textContent()).isEqualTo("There is nothing here");
  }

  @Test
  void theKeyboardAloneRunsAnExport() {
    open();
    for (int i = 0; i < 20 && !focused().equals("Run now"); i++) {
      browser.page().keyboard().press("Tab");
    }
    browser.page().keyboard().press("Enter");

    browser.page().locator("#work .badge.good").waitFor();
    assertThat(browser.page().locator("#work").textContent()).contains("Job 1");
  }

  @Test
  void anotherTenantsExportIsNotThere() {
    String others = SERVER.newExport(SERVER.newTenant(), "hidden");

    for (String below : new String[] {"", "/settings", "/backfill", "/delete", "/jobs/1"}) {
      browser.open("/portal/exports/" + others + below);
      assertThat(browser.page().locator("main").textContent())
          .as(below)
          .contains("There is nothing here")
          .doesNotContain("hidden");
    }
  }

  private void open() {
    browser.open("/portal/exports/" + id);
  }

  private void press(String button) {
    browser.page().getByRole(AriaRole.BUTTON, named(button)).click();
  }

  private void fill(String field, Instant time) {
    browser
        .page()
        .locator(field)
        .fill(LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.SECONDS), UTC).toString());
  }

  private String focused() {
    return String.valueOf(browser.page().evaluate("document.activeElement.textContent"));
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static GetByTextOptions exact() {
    return new GetByTextOptions().setExact(true);
  }
}
