package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The portal in a frame of a platform's page, which is another site, in a real browser. */
class PortalFrameRealIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Platform PLATFORM = new Platform();
  private static final Platform STRANGER = new Platform();
  private static final PortalServer SERVER =
      PortalServer.startEncrypted(Map.of("portal.frame-ancestors", PLATFORM.origin()));

  private final String tenant = "t-" + UUID.randomUUID();
  private final Browser browser = Browser.of(SERVER);

  PortalFrameRealIT() {
    assertThat(send("PUT", "/api/admin/tenants/" + tenant, "{}").status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
    PLATFORM.close();
    STRANGER.close();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void aPersonOfThePlatformWorksInItsFrame() {
    PLATFORM.show(link("/portal/keys"));
    browser.page().navigate(PLATFORM.origin());
    FrameLocator frame = browser.page().frameLocator("iframe");

    frame.getByLabel("Name").fill("made in a frame");
    frame.getByLabel("READ: read events").check();
    frame.getByText("Make the key").click();
    frame.locator(".secret code").waitFor();

    frame.locator(".copy").first().click();
    frame.getByText("Copied.").waitFor();
    assertThat(frame.locator("tbody").textContent()).contains("made in a frame");
    assertThat(frame.locator("header").textContent()).contains("Ada Lovelace", "Back");
    assertThat(frame.locator("header a[target=_top]").getAttribute("href"))
        .isEqualTo(PLATFORM.origin() + "/settings");
  }

  @Test
  void theWayBackLeavesTheFrame() {
    PLATFORM.show(link("/portal/keys"));
    browser.page().navigate(PLATFORM.origin());

    browser.page().frameLocator("iframe").getByText("Back").click();

    browser.page().waitForURL(PLATFORM.origin() + "/settings");
  }

  @Test
  void aSessionThatHasEndedIsToldWithinTheFrame() {
    PLATFORM.show(link("/portal/keys"));
    browser.page().navigate(PLATFORM.origin());
    FrameLocator frame = browser.page().frameLocator("iframe");
    frame.getByText("Make the key").waitFor();
    send("DELETE", "/api/admin/sessions?tenant=" + tenant, "");

    frame.getByText("About").click();

    frame.getByText("go back to where you came from").waitFor();
    assertThat(frame.locator("h1").textContent()).isEqualTo("Your session has ended");
  }

  @Test
  void anotherSiteShowsNothing() {
    STRANGER.show(link("/portal/keys"));
    browser.page().navigate(STRANGER.origin());

    assertThat(browser.page().frames().getLast().content()).doesNotContain("API keys", tenant);
    assertThat(browser.page().frames().getLast().url()).doesNotContain("/portal");
  }

  private String link(String landing) {
    APIResponse made =
        send(
            "POST",
            "/api/admin/tenants/" + tenant + "/portal-sessions",
            """
            {"actor":{"id":"u-1","name":"Ada Lovelace"},"permissions":["AUDIT","READ"],
             "landing":"%s","returnUrl":"%s/settings"}
            """
                .formatted(landing, PLATFORM.origin()));
    assertThat(made.status()).isEqualTo(201);
    return JSON.readTree(made.text()).path("url").asString();
  }

  private APIResponse send(String method, String path, String body) {
    RequestOptions options =
        RequestOptions.create()
            .setMethod(method)
            .setHeader("Authorization", "Bearer " + SERVER.server().operatorKey());
    return browser
        .page()
        .request()
        .fetch(SERVER.url() + path, body.isEmpty() ? options : options.setData(body));
  }
}
