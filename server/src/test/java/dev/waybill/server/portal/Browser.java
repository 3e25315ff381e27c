package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real browser in which a person looks at the portal. What the page asks for is noted, and what
 * the browser complains of, too.
 */
public final class Browser implements AutoCloseable {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 900;
  private static final String AXE = resource("/axe.min.js");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final BrowserContext context;
  private final Page page;
  private final URI portal;
  private final List<String> asked = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private Browser(URI portal) {
    this.portal = portal;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setEnv(inEnglish())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update")));
    this.context =
        browser.newContext(
            new NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setTimezoneId("Europe/Helsinki")
                .setLocale("en-GB")
                .setViewportSize(WIDTH, HEIGHT));
    this.page = context.newPage();
    context.onRequest(request -> asked.add(request.url()));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  /** One that knows nobody and nothing. */
  public static Browser of(PortalServer server) {
    return new Browser(server.url());
  }

  /** What tests do and see that this class has no word for. */
  public Page page() {
    return page;
  }

  /** From now on as one that knows nobody and nothing. */
  public Browser forget() {
    page.navigate("about:blank");
    context.clearCookies();
    asked.clear();
    complaints.clear();
    return this;
  }

  /** Opens a path of the portal. */
  public Browser open(String path) {
    page.navigate(portal.resolve(path).toString());
    return this;
  }

  /** Logs in with a key, by the page for it. */
  public Browser logIn(String key) {
    open("/login");
    page.getByLabel("API key").fill(key);
    page.getByText("Log in with a key").click();
    page.waitForURL(url -> !url.endsWith("/login"));
    return this;
  }

  /** As on a screen of that width. */
  public Browser at(int width) {
    page.setViewportSize(width, HEIGHT);
    return this;
  }

  public Browser light() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    return this;
  }

  public Browser dark() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    return this;
  }

  /** Writes what is seen, whole, into a file. */
  public Browser screenshot(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return this;
  }

  /** Finds no violation of WCAG 2.2 AA or of good practice, in light or in dark. */
  public Browser axe() {
    return axe(page);
  }

  /** The same of another tab. */
  public Browser axe(Page tab) {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      tab.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat(violations(tab)).as("in " + scheme + ", at " + tab.url()).isEmpty();
    }
    return this;
  }

  /** Nothing has to be scrolled sideways to be read. */
  public Browser fits() {
    return fits(page);
  }

  /** The same of another tab. */
  public Browser fits(Page tab) {
    assertThat(
            tab.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("how far it is too wide")
        .isEqualTo(0);
    return this;
  }

  /** No request has left the portal's own origin. */
  public Browser onlyOwnOrigin() {
    assertThat(asked).isNotEmpty().allSatisfy(url -> assertThat(url).startsWith(portal.toString()));
    return this;
  }

  /** The browser has not refused to do what a page wants, nor has a script failed. */
  public Browser withoutComplaints() {
    assertThat(complaints).isEmpty();
    return this;
  }

  /** What the browser itself shows, such as the parts of a date, is the same everywhere. */
  private static Map<String, String> inEnglish() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("LANGUAGE", "en_US");
    return environment;
  }

  private static List<String> violations(Page tab) {
    tab.evaluate(AXE);
    Object found =
        tab.evaluate(
            """
            async () => (await axe.run(document)).violations.flatMap(rule =>
              rule.nodes.map(node => rule.id + ": " + node.html + " " + node.failureSummary))
            """);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String resource(String name) {
    try (InputStream file = Browser.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    browser.close();
    playwright.close();
  }
}
