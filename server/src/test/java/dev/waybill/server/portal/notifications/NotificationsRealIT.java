package dev.waybill.server.portal.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.waybill.server.portal.Browser;
import dev.waybill.server.portal.PortalServer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.webhooks.WebhookReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A tenant's people say who is told, in a real browser. */
class NotificationsRealIT {
  private static final WebhookReceiver RECEIVER = new WebhookReceiver();
  private static final PortalServer SERVER = PortalServer.start(settings());

  private final TestingTenant tenant = SERVER.newTenant();
  private final Browser browser = Browser.of(SERVER);
  private final Page page = browser.page();

  @AfterAll
  static void stop() {
    SERVER.close();
    RECEIVER.close();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void recipientsAreAddedAndRemovedByKeyboard() {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/notifications").axe();
    assertThat(main()).contains("Nobody is told by mail", "No mails are sent", "mail.host");

    page.getByLabel("Mail address").focus();
    page.keyboard().type("ops@example.com");
    page.keyboard().press("Enter");
    row("ops@example.com").waitFor();
    page.getByLabel("Mail address").fill("security@example.com");
    page.keyboard().press("Enter");
    row("security@example.com").waitFor();
    assertThat(recipients()).containsExactly("ops@example.com", "security@example.com");
    browser.axe().fits().at(390).axe().fits().at(320).fits().at(1280);

    row("ops@example.com").getByRole(AriaRole.BUTTON).press("Enter");
    row("ops@example.com").waitFor(detached());

    assertThat(recipients()).containsExactly("security@example.com");
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void whatIsNoAddressOrNoUrlIsToldBesideTheField() {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/notifications");

    page.getByLabel("Mail address").fill("ops");
    page.getByText("Add the recipient").click();
    page.locator("#address-error").waitFor();
    assertThat(page.getByLabel("Mail address").inputValue()).isEqualTo("ops");
    browser.axe();

    page.getByLabel("URL").fill("http://hooks.example.com");
    page.getByLabel("delivery.failing").check();
    page.getByText("Add the endpoint").click();
    page.locator("#url-error").waitFor();
    assertThat(page.getByLabel("URL").inputValue()).isEqualTo("http://hooks.example.com");
    assertThat(page.getByLabel("delivery.failing").isChecked()).isTrue();
    browser.axe().at(390).fits();
  }

  @Test
  void anEndpointIsMadeTestedAndGivenAnotherSecret() {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/notifications");
    add(RECEIVER.url().text());
    String secret = page.locator(".secret code").textContent();
    assertThat(secret).startsWith("whsec_");
    browser.axe().at(390).axe().fits().at(1280);

    page.reload();
    page.getByText("The endpoint was made before").waitFor();
    assertThat(page.content()).doesNotContain(secret);
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);

    page.locator("tbody a").press("Enter");
    page.getByText("Send a test").press("Enter");
    page.getByText("Active").waitFor();
    assertThat(RECEIVER.received())
        .anySatisfy(request -> assertThat(request.body()).contains(tenant.id(), "endpoint.tested"));
    browser.axe().fits().at(390).axe().fits().at(320).fits().at(1280);

    button("Draw another secret").click();
    page.getByText("This is the new secret").waitFor();
    String next = page.locator(".secret code").textContent();
    assertThat(next).startsWith("whsec_").isNotEqualTo(secret);
    browser.axe();
    page.reload();
    page.getByText("This cannot be done as things are").waitFor();
    assertThat(page.content()).doesNotContain(next);
    browser.onlyOwnOrigin();
  }

  @Test
  void whatAnEndpointDoesNotTakeIsShown() {
    RECEIVER.answer(500);
    try {
      browser.logIn(tenant.newKey("AUDIT")).open("/portal/notifications");
      add(RECEIVER.url().text());
      page.locator("tbody a").click();
      page.getByText("Send a test").click();
      page.getByText("It does not take what it is told").waitFor();
      assertThat(main())
          .contains("Failing", "1 notification", "ask whoever operates this service")
          .doesNotContain("the log of this service");
      browser.axe().at(390).axe().fits();
      browser.open("/portal/notifications");
      assertThat(main()).contains("Failing", "did not take");
      browser.axe().fits();

      page.locator("tbody a").click();
      button("Disable").press("Enter");
      page.getByText("What happens").waitFor();
      browser.axe().fits().at(390).axe().fits().at(320).fits().at(1280);
      button("Disable this endpoint").press("Enter");
      button("Enable").waitFor();
    } finally {
      RECEIVER.answer(204);
    }
  }

  @Test
  void anEndpointIsChangedDisabledAndDeleted() {
    browser.logIn(tenant.newKey("AUDIT")).open("/portal/notifications");
    add("https://hooks.example.com/a");
    page.locator("tbody a").click();

    page.getByLabel("URL").fill("https://hooks.example.com/b");
    page.getByLabel("quota.reached").check();
    page.getByText("Save").click();
    page.locator(".lead").getByText("https://hooks.example.com/b").waitFor();
    assertThat(page.locator("dl").textContent()).contains("quota.reached");

    button("Disable").click();
    button("Enable").waitFor();
    assertThat(page.getByText("Send a test").count()).isZero();
    browser.axe();
    button("Enable").click();
    button("Disable").waitFor();

    page.locator("a.danger").press("Enter");
    page.getByText("What happens").waitFor();
    browser.axe().fits().at(390).axe().fits().at(320).fits().at(1280);
    page.getByText("Keep it").press("Enter");
    page.locator("a.danger").press("Enter");
    button("Delete this endpoint").press("Enter");
    page.waitForURL("**/portal/notifications");
    assertThat(main()).contains("No webhook endpoints");
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void operatorsSeeThemToo() {
    SERVER
        .server()
        .client()
        .request("PUT", "/api/admin/tenants/" + tenant.id())
        .key(SERVER.server().operatorKey())
        .header("Content-Type", "application/json")
        .body("{\"recipients\":[\"ops@example.com\"]}")
        .send();
    browser
        .logIn(SERVER.server().newPlatformKey("OPERATOR", "AUDIT"))
        .open("/portal/tenants/" + tenant.id() + "/notifications");

    assertThat(main()).contains("ops@example.com", "set mail.host and mail.from");
    row("ops@example.com").getByRole(AriaRole.BUTTON).click();
    page.getByText("Nobody is told by mail").waitFor();
    assertThat(page.url()).endsWith("/portal/tenants/" + tenant.id() + "/notifications");
  }

  private void add(String url) {
    page.getByLabel("URL").fill(url);
    page.getByText("Add the endpoint").click();
    page.locator(".secret code").waitFor();
  }

  private String main() {
    return page.locator("main").textContent();
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator row(String text) {
    return page.locator("tr", new Page.LocatorOptions().setHasText(text));
  }

  private static Locator.WaitForOptions detached() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }

  private List<String> recipients() {
    return new GraphQlClient(SERVER.server(), tenant.newKey("AUDIT"))
        .data("{ notificationRecipients }")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static Map<String, String> settings() {
    try {
      return Map.of(
          "storage.allow-private-addresses",
          "true",
          "storage.ca-bundle",
          WebhookReceiver.certificate(Files.createTempDirectory("waybill-hooks")).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
