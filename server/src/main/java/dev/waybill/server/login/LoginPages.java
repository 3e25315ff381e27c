package dev.waybill.server.login;

import dev.waybill.server.answer.BrowserPage;
import dev.waybill.server.answer.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What people read who have not just logged in. */
final class LoginPages {
  private static final int OK = 200;

  private LoginPages() {}

  static void loggedOut(HttpServletResponse response) throws IOException {
    page(OK, "Logged out", "Your session here has ended.").send(response);
  }

  /** Programs get the problem as such. */
  static void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    BrowserPage.send(
        page(problem.code().status(), "You are not logged in", problem.detail()),
        problem,
        request,
        response);
  }

  private static BrowserPage page(int status, String title, String sentence) {
    return new BrowserPage(
        status, title, List.of(sentence), Optional.of(new BrowserPage.Link("/login", "Log in")));
  }
}
