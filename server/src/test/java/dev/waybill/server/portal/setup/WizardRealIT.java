package dev.waybill.server.portal.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.server.portal.Browser;
import dev.waybill.server.portal.PortalServer;
import dev.waybill.server.testing.PassingTime;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.S3ProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From nothing to the first object, without leaving the wizard, in a real browser. */
class WizardRealIT {
  private static final String BUCKET = "archive";
  private static final PassingTime TIME = PassingTime.farFromTicks();
  private static final FakeSts STS = new FakeSts(TIME);
  private static final S3ProxyServer S3 = S3ProxyServer.startForRoles(STS);
  private static final PortalServer SERVER =
      PortalServer.start(
          Map.of(
              "storage.s3-default-endpoint", S3.endpoint().toString(),
              "storage.allow-private-addresses", "true",
              "storage.sts-endpoint", STS.endpoint().toString(),
              "storage.sts-access-key-id", FakeSts.IDENTITY.accessKeyId(),
              "storage.sts-secret-access-key", FakeSts.IDENTITY.secretAccessKey(),
              "setup.s3-principal", FakeSts.IDENTITY_ARN),
          TIME);

  private final TestingTenant tenant = SERVER.newTenant();
  private final Browser browser = Browser.of(SERVER);
  private final Page page = browser.page();

  @BeforeAll
  static void createBucket() {
    S3.createBucket(BUCKET);
  }

  @BeforeEach
  void sendAndLogIn() {
    SERVER
        .server()
        .client()
        .events("", "{\"eventType\":\"LOGIN\"}", "{\"eventType\":\"LOGOUT\"}")
        .key(tenant.newKey("INGEST"))
        .send();
    browser.logIn(tenant.newKey("AUDIT"));
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
    S3.close();
    STS.close();
  }

  @Test
  void aRoleIsSetUpAndTestedAndDeliversTheFirstObject() {
    RoleArn role = new RoleArn("arn:aws:iam::111122223333:role/of-" + tenant.id());
    browser.open("/portal/integrations");
    browser.axe();
    page.getByText("Set up an export").click();
    looksRight();
    page.getByLabel("Amazon S3, by a role").check();
    button("Go on").click();

    looksRight();
    field("Bucket").fill(BUCKET);
    page.getByLabel("Folder").fill(tenant.id());
    field("Region").fill("us-east-1");
    button("Go on").click();

    page.waitForURL("**/s3AssumedRole?*");
    String externalId = fact("External id");
    assertThat(fact("Principal")).isEqualTo(FakeSts.IDENTITY_ARN);
    page.reload();
    assertThat(fact("External id")).isEqualTo(externalId);
    var trustPolicy =
        page.locator("article").filter(new Locator.FilterOptions().setHasText("Trust policy"));
    trustPolicy.locator("summary").click();
    assertThat(trustPolicy.locator("pre").textContent()).contains(externalId, FakeSts.IDENTITY_ARN);
    assertThat(trustPolicy.locator("[data-copy]").getAttribute("data-copy"))
        .isEqualTo(trustPolicy.locator("pre").textContent());
    looksRight();
    assertThat(downloaded("Download trust-policy.json"))
        .isEqualTo(trustPolicy.locator("pre").textContent());

    field("ARN of the role").fill(role.value());
    button("Test and go on").click();
    page.locator("#outcome .stages").waitFor();
    assertThat(stage("RESOLVE")).endsWith("Done");
    assertThat(stage("ASSUME_ROLE")).endsWith("Failed");
    assertThat(stage("PUT")).endsWith("Not reached");
    assertThat(page.locator("#outcome").textContent())
        .contains(FakeSts.denial(role.value()), "sts:ExternalId", externalId);
    assertThat(field("ARN of the role").inputValue()).isEqualTo(role.value());
    looksRight();

    STS.trust(role, externalId);
    button("Test again").click();
    page.waitForURL("**/export");
    assertThat(page.locator(".stages").textContent()).contains("COMPLETE").doesNotContain("Failed");
    assertThat(stage("EXTERNAL_ID_ENFORCED")).endsWith("Done");
    assertThat(page.locator("label[for=start-NOW]").textContent()).contains("0 events");
    assertThat(page.locator("label[for=start-BEGINNING]").textContent())
        .doesNotContain(" 0 events");
    looksRight();
    page.getByLabel("Name of the export").fill("nightly lake");
    button("Save").click();

    page.waitForURL("**/deliveries/*");
    assertThat(page.locator("main").textContent()).contains("nightly lake", "Planned");
    looksRight();
    button("Run now").click();
    page.getByText("Succeeded").waitFor();
    assertThat(page.locator(".objects").textContent())
        .contains(tenant.id() + "/events/kind=CUSTOM/");
    looksRight();
    assertThat(S3.keys(BUCKET)).anyMatch(key -> key.startsWith(tenant.id() + "/events/"));
    browser.onlyOwnOrigin().withoutComplaints();
  }

  @Test
  void aSecretIsNeverSentBackAndWhatFailsIsSavedOnlyIfAsked() {
    String access = begin("s3AccessKey");
    String form =
        "bucket=" + BUCKET + "&path=" + tenant.id() + "&region=us-east-1&accessKeyId=AKIANOBODY";

    String failed = sent(access, form + "&secretAccessKey=hush%2Fhush");
    assertThat(failed)
        .contains("The test failed", "value=\"AKIANOBODY\"", "type=\"password\"")
        .doesNotContain("hush/hush");
    browser.open("/portal/integrations");
    assertThat(page.locator("tbody").textContent()).contains("Draft").doesNotContain("Failed");

    String saved = sent(access, form + "&secretAccessKey=hush%2Fhush&anyway=true");
    assertThat(saved).contains("What and when").doesNotContain("hush/hush");
    browser.open("/portal/integrations");
    assertThat(page.locator("tbody").textContent()).contains("Failed", BUCKET);
    browser.axe().at(390).fits();
  }

  @Test
  void aRoleThatIsSavedAnywayHasItsDocumentsOnItsPage() {
    String role = "arn:aws:iam::111122223333:role/later-of-" + tenant.id();
    String place = "bucket=" + BUCKET + "&region=us-east-1&path=" + tenant.id();
    sent(begin("s3AssumedRole"), place + "&roleArn=" + role + "&anyway=true");
    browser.open("/portal/integrations");
    page.locator("tbody a").click();
    page.waitForURL("**/portal/integrations/*");

    assertThat(page.locator("article").first().textContent())
        .contains("later-of-" + tenant.id(), fact("External id"));
    assertThat(page.locator("main").textContent()).contains("Trust policy of the role");
    looksRight();
  }

  @Test
  void anAccessKeyThatWorksIsSaved() {
    AccessKey key = S3ProxyServer.accessKey();
    browser.open(begin("s3AccessKey"));
    field("Bucket").fill(BUCKET);
    page.getByLabel("Folder").fill(tenant.id());
    field("Region").fill("us-east-1");
    button("Go on").click();
    assertThat(page.locator("pre").first().textContent()).contains("s3:PutObject");
    field("Access key id").fill(key.accessKeyId());
    field("Secret access key").fill(key.secretAccessKey());
    button("Test and go on").click();

    page.waitForURL("**/export");
    assertThat(page.content()).doesNotContain(key.secretAccessKey());
  }

  @Test
  void aChangeThatFailsTheTestIsMadeOnlyIfAsked() {
    AccessKey key = S3ProxyServer.accessKey();
    sent(
        begin("s3AccessKey"),
        "bucket="
            + BUCKET
            + "&region=us-east-1&path="
            + tenant.id()
            + "&accessKeyId="
            + key.accessKeyId()
            + "&secretAccessKey="
            + URLEncoder.encode(key.secretAccessKey(), UTF_8));
    browser.open("/portal/integrations");
    page.locator("tbody a").click();
    assertThat(page.locator("main").textContent()).contains("Works", key.accessKeyId());
    page.getByText("Change the destination").click();

    field("Bucket").fill("nowhere");
    field("Secret access key").fill(key.secretAccessKey());
    button("Test and save").click();
    page.getByText("The test failed").waitFor();
    assertThat(field("Bucket").inputValue()).isEqualTo("nowhere");
    assertThat(field("Secret access key").inputValue()).isEmpty();
    browser.axe();

    field("Secret access key").fill(key.secretAccessKey());
    button("Save anyway").click();
    page.waitForURL(url -> !url.endsWith("/destination"));
    assertThat(page.locator("main").textContent()).contains("s3://nowhere", "Failed");
  }

  @Test
  void theKeyboardAloneIsEnough() {
    browser.open("/portal/setup");
    tabTo("kind");
    page.keyboard().press("ArrowUp"); // from the first to the last, which is the folder
    page.keyboard().press("Enter");
    page.waitForURL("**/directory");
    tabTo("path");
    page.keyboard().type("by-hand");
    page.keyboard().press("Enter");
    page.waitForURL("**/directory?*");
    tabToButton("Test and go on");
    page.keyboard().press("Enter");
    page.waitForURL("**/export");
    tabToButton("Save");
    page.keyboard().press("Enter");
    page.waitForURL("**/deliveries/*");
    tabToButton("Run now");
    page.keyboard().press("Enter");

    page.getByText("Succeeded").waitFor();
    assertThat(page.locator(".objects").textContent()).contains("by-hand/events/");
    assertThat(Files.isDirectory(SERVER.server().exports())).isTrue();
  }

  @Test
  void whatIsWrongIsToldBesideItsField() {
    browser.open(begin("s3AssumedRole") + "?bucket=Archive_&region=us-east-1");

    assertThat(page.locator("#bucket-error").textContent()).contains("lower-case letters");
    assertThat(field("Bucket").inputValue()).isEqualTo("Archive_");
    browser.axe();
  }

  @Test
  void aTimeSaysHowManyEventsThatWouldBe() {
    String access = begin("directory");
    sent(access, "root=" + SERVER.server().exports() + "&path=counted");
    browser.open(access); // complete by now, so it goes on
    page.waitForURL("**/export");

    field("Date and time (UTC)").fill("2000-01-01T00:00");
    page.locator("#startTime").dispatchEvent("change");
    page.locator("#count p").waitFor();
    assertThat(page.locator("#count").textContent()).matches("\\s*[1-9][0-9]* events\\s*");

    page.getByLabel("What was received from this time on").check();
    button("Save").click();
    page.waitForURL("**/deliveries/*");
  }

  /** Begins a set-up; returns the path of its next step. */
  private String begin(String kind) {
    browser.open("/portal/setup");
    page.locator("#kind-" + kind).check();
    button("Go on").click();
    page.waitForURL("**/" + kind);
    return page.url().substring(SERVER.url().toString().length());
  }

  /** As a browser without script sends it; returns the page that comes of it. */
  private String sent(String path, String form) {
    return String.valueOf(
        page.evaluate(
            "([path, form]) => fetch(path, {method: 'POST', body: new URLSearchParams(form)})"
                + ".then(answer => answer.text())",
            new Object[] {path, form}));
  }

  private String downloaded(String name) {
    var download =
        page.waitForDownload(
            () ->
                page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                    .click());
    try {
      return Files.readString(download.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private String fact(String name) {
    return page.locator("dt", new Page.LocatorOptions().setHasText(name))
        .locator("xpath=following-sibling::dd[1]")
        .locator("code")
        .textContent();
  }

  private String stage(String name) {
    return page.locator(".stages li", new Page.LocatorOptions().setHasText(name))
        .textContent()
        .strip();
  }

  private void looksRight() {
    browser.axe().fits().at(390).axe().fits().at(1280);
  }

  private void tabTo(String name) {
    tabUntil("document.activeElement.name === '" + name + "'");
  }

  private void tabToButton(String text) {
    tabUntil("document.activeElement.textContent === '" + text + "'");
  }

  private void tabUntil(String there) {
    for (int press = 0; press < 60; press++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(page.evaluate(there))) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not come to where " + there);
  }
}
