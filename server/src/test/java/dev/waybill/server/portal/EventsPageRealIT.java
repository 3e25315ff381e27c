package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingTenant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People look for events, in a real browser. */
class EventsPageRealIT {
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
  void whoeverLooksForAnEventFindsItAndReadsItWhole() {
    send(
        "{\"eventID\":\"a\",\"eventType\":\"LOGIN\",\"eventDetails\":\"from Berlin\","
            + "\"eventTime\":\"2026-05-01T12:00:00.123Z\",\"userIdentity\":{\"id\":\"ann\"}}",
        "{\"eventID\":\"b\",\"eventType\":\"LOGOUT\"}");

    enter("/portal/events?kind=CUSTOM");
    assertThat(rows().allTextContents()).hasSize(2);
    assertThat(rows().first().textContent()).contains("LOGOUT");
    browser.axe().fits().at(390).axe().fits().at(1280);
    browser.page().getByLabel("Actor").fill("ann");
    browser.page().keyboard().press("Enter");

    browser.page().waitForURL("**/portal/events?*actor=ann*");
    assertThat(rows().allTextContents()).hasSize(1);
    assertThat(rows().first().textContent())
        .contains("LOGIN", "from Berlin", "1 May 2026, 12:00:00 UTC");
    browser.page().getByRole(AriaRole.LINK).getByText("LOGIN").click();

    browser.page().waitForURL("**/portal/events/event?*");
    assertThat(main()).contains("2026-05-01T12:00:00.123Z", "\"eventID\": \"a\"");
    browser
        .page()
        .context()
        .grantPermissions(java.util.List.of("clipboard-read", "clipboard-write"));
    browser.page().getByLabel("Copy the line as it is exported").click();
    browser.page().getByText("Copied.").waitFor();
    assertThat(browser.page().evaluate("navigator.clipboard.readText()"))
        .asString()
        .startsWith("{\"eventID\":\"a\",\"eventType\":\"LOGIN\"");
    browser.axe().fits().at(390).axe().fits().at(320).fits();
    browser.page().getByText("What was received about then").click();

    browser.page().waitForURL("**/portal/events?from=*");
    assertThat(rows().allTextContents()).anyMatch(row -> row.contains("LOGOUT"));
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void hostileEventsAreShownAndDoNothing() {
    String hostile =
        "<script>alert(1)</script><img src=x onerror=alert(2)>\\\" onclick=\\\"alert(3)";
    send(
        "{\"eventID\":\"<i>&/?#../%%2e\",\"eventType\":\"%s\",\"eventTime\":999999999999999999,\"eventDetails\":\"${7*7} [[${7*7}]] %s\",\"userIdentity\":{\"id\":\"admin\u202egnp.exe\"}}"
            .formatted(hostile, "x".repeat(100_000)));

    enter("/portal/events?kind=CUSTOM");
    assertThat(rows().first().textContent())
        .contains("<script>alert(1)</script>", "${7*7} [[${7*7}]]", "admin\\u202egnp.exe")
        .doesNotContain("\u202e");
    browser.axe().fits().at(390).fits();
    rows().first().getByRole(AriaRole.LINK).click();

    browser.page().waitForURL("**/portal/events/event?*");
    assertThat(main()).contains("<script>alert(1)</script>", "\\u202e", "<i>&/?#../%2e");
    assertThat(browser.page().locator("pre").textContent()).doesNotContain("\u202e");
    assertThat(browser.page().locator("main script, main img, main [onclick]").count()).isZero();
    browser.axe().fits().at(1280).fits().onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void whatIsWrongIsToldBesideItsField() {
    enter("/portal/events?from=yesterday&kind=CUSTOM&text=keep");

    Locator from = browser.page().getByLabel("From (UTC)");
    assertThat(from.getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser.page().locator("#from-error").textContent())
        .contains("such as 2026-11-20 14:00");
    assertThat(browser.page().getByLabel("Text").inputValue()).isEqualTo("keep");
    assertThat(browser.page().getByLabel("CUSTOM").isChecked()).isTrue();
    browser.axe();
  }

  @Test
  void aLongLogIsLookedThroughStepByStep() {
    String[] lines =
        IntStream.range(0, 120)
            .mapToObj(i -> "{\"eventID\":\"%d\",\"eventType\":\"T\"}".formatted(i))
            .toArray(String[]::new);
    send(lines);

    enter("/portal/events?type=T");
    assertThat(main()).contains("50 events so far", "Looked back to", "UTC");
    for (int i = 0; i < 2; i++) {
      String before = browser.page().url();
      browser.page().getByText("Look further back").press("Enter");
      browser.page().waitForURL(url -> !url.equals(before));
    }

    assertThat(rows().allTextContents()).hasSize(20);
    assertThat(browser.page().getByText("Look further back").count()).isZero();
    browser.axe().page().getByText("Back to the newest").click();
    browser.page().waitForURL(url -> !url.contains("cursor"));
    assertThat(rows().allTextContents()).hasSize(50);
  }

  @Test
  void nothingFoundSaysWhatToDoNext() {
    enter("/portal/events?text=nowhere");
    assertThat(main()).contains("Nothing found", "ask for a longer time");

    browser.page().getByText("Last hour").click();
    browser.page().waitForURL("**/portal/events?from=*&text=nowhere");
    browser.page().getByText("Clear").click();
    browser.page().waitForURL(url -> url.endsWith("/portal/events"));
    browser.axe().at(390).fits();
  }

  @Test
  void anothersEventIsNotThere() {
    send("{\"eventID\":\"secret\",\"eventType\":\"T\"}");
    enter("/portal/events?kind=CUSTOM");
    String address = rows().first().getByRole(AriaRole.LINK).getAttribute("href");

    try (Browser others = Browser.of(SERVER)) {
      others.logIn(SERVER.newTenant().newKey("READ", "AUDIT")).open(address);
      assertThat(others.page().locator("main").textContent()).contains("There is no such event");
      others.open("/portal/events?text=secret");
      assertThat(others.page().locator("tbody").count()).isZero();
    }
  }

  @Test
  void whoeverMayNotReadEventsSeesNone() {
    send("{\"eventID\":\"secret\",\"eventType\":\"T\"}");
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/events");

    assertThat(main()).contains("lacks the permission READ").doesNotContain("secret");
    assertThat(browser.page().locator("nav").getByText("Events").count()).isZero();
  }

  private void enter(String path) {
    browser.logIn(tenant.newKey("READ", "AUDIT")).open(path);
  }

  private void send(String... lines) {
    Answer answer = SERVER.server().client().events("", lines).key(tenant.newKey("INGEST")).send();
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(lines.length);
  }

  private Locator rows() {
    return browser.page().locator("tbody tr");
  }

  private String main() {
    return browser.page().locator("main").textContent();
  }
}
