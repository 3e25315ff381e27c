package dev.waybill.server.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * A plain page for people: what has happened, and what is next. It runs no script, loads nothing
 * and shows texts as texts.
 *
 * @param next where to go from here, a path of this service; empty if nowhere
 */
public record BrowserPage(int status, String title, List<String> paragraphs, Optional<Link> next) {
  /** A path of this service, and what it is called. */
  public record Link(String path, String text) {
    public Link {
      requireNonNull(path, "path is null");
      requireNonNull(text, "text is null");
    }
  }

  private static final MediaType TYPE = new MediaType(MediaType.TEXT_HTML, UTF_8);

  /** Colours are the browser's own, light or dark as the person has set it. */
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 1rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 0 auto; padding: 12vh 1.5rem 2rem; overflow-wrap: anywhere; }
      h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
      """;

  /** Allows this style and nothing else. */
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  public BrowserPage {
    requireNonNull(title, "title is null");
    paragraphs = List.copyOf(paragraphs);
    requireNonNull(next, "next is null");
  }

  /** Sends it, or the problem as such: programs do not read pages. */
  public static void send(
      BrowserPage page, Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isForPeople(request)) {
      problem.headers().forEach(response::setHeader);
      page.send(response);
    } else {
      problem.sendTo(response);
    }
  }

  /** Whether a browser shows the answer to somebody. */
  private static boolean isForPeople(HttpServletRequest request) {
    return String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains("text/html");
  }

  public void send(HttpServletResponse response) throws IOException {
    byte[] page = bytes();
    allowStyle(response);
    response.setStatus(status);
    response.setContentType(TYPE.toString());
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }

  /** For what is answered later; {@link #allowStyle} has to be called before. */
  public ResponseEntity<byte[]> answer() {
    return ResponseEntity.status(status).contentType(TYPE).body(bytes());
  }

  /** Says in the answer's headers what a page may do. */
  public static void allowStyle(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
  }

  private byte[] bytes() {
    String head = HtmlUtils.htmlEscape(title);
    String text =
        paragraphs.stream()
            .map(paragraph -> "<p>" + HtmlUtils.htmlEscape(paragraph) + "</p>\n")
            .collect(joining());
    String onward =
        next.map(
                link ->
                    "<p><a href=\"%s\">%s</a></p>\n"
                        .formatted(
                            HtmlUtils.htmlEscape(link.path()), HtmlUtils.htmlEscape(link.text())))
            .orElse("");
    return """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%s</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>%s</style></head>
        <body><main><h1>%s</h1>
        %s%s</main></body>
        </html>
        """
        .formatted(head, STYLE, head, text, onward)
        .getBytes(UTF_8);
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
