package dev.waybill.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.answer.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.util.HtmlUtils;

/** A plain page with a sentence and a next step. */
final class BrowserPage {
  private static final int OK = 200;

  private BrowserPage() {}

  static void loggedOut(HttpServletResponse response) throws IOException {
    send(response, OK, "Logged out", "Your session here has ended.");
  }

  /** Programs get the problem as such. */
  static void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String accepted = String.valueOf(request.getHeader("Accept"));
    if (!accepted.contains("text/html")) {
      problem.sendTo(response);
      return;
    }
    problem.headers().forEach(response::setHeader);
    send(response, problem.code().status(), "You are not logged in", problem.detail());
  }

  private static void send(HttpServletResponse response, int status, String title, String sentence)
      throws IOException {
    String head = HtmlUtils.htmlEscape(title);
    byte[] page =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body><h1>%s</h1><p>%s</p><p><a href="/login">Log in</a></p></body>
        </html>
        """
            .formatted(head, head, HtmlUtils.htmlEscape(sentence))
            .getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
