package dev.waybill.server.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BrowserPageTest {
  private static final String HOSTILE = "<script>alert('1')</script>\"&";

  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void showsTextsAsTexts() throws Exception {
    new BrowserPage(
            400,
            HOSTILE,
            List.of(HOSTILE),
            Optional.of(new BrowserPage.Link("/\"><script>", HOSTILE)))
        .send(response);

    assertThat(response.getStatus()).isEqualTo(400);
    assertThat(response.getContentType()).isEqualTo("text/html;charset=UTF-8");
    assertThat(response.getContentAsString())
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;")
        .contains("href=\"/&quot;&gt;&lt;script&gt;\"");
  }

  /** A browser compares the style as it stands in the page. */
  @Test
  void allowsItsOwnStyleAndNothingElse() throws Exception {
    page().send(response);

    Matcher style =
        Pattern.compile("<style>(.*)</style>", Pattern.DOTALL)
            .matcher(response.getContentAsString());
    assertThat(style.find()).isTrue();
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(UTF_8)));
    assertThat(response.getHeader("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-"
                + hash
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void isTheSameIfItIsSentLater() throws Exception {
    page().send(response);

    assertThat(page().answer().getBody()).isEqualTo(response.getContentAsByteArray());
    assertThat(page().answer().getStatusCode().value()).isEqualTo(response.getStatus());
  }

  @Test
  void programsGetTheProblem() throws Exception {
    Problem problem = new Problem(ProblemCode.UNAVAILABLE, "No.").with("Retry-After", "10");
    MockHttpServletRequest program = new MockHttpServletRequest();
    BrowserPage.send(page(), problem, program, response);
    assertThat(response.getContentType()).startsWith("application/problem+json");

    MockHttpServletRequest browser = new MockHttpServletRequest();
    browser.addHeader("Accept", "text/html,application/xhtml+xml;q=0.9");
    MockHttpServletResponse read = new MockHttpServletResponse();
    BrowserPage.send(page(), problem, browser, read);
    assertThat(read.getContentType()).startsWith("text/html");
    assertThat(read.getHeader("Retry-After")).isEqualTo("10");
  }

  private static BrowserPage page() {
    return new BrowserPage(200, "Done", List.of("It is done."), Optional.empty());
  }
}
