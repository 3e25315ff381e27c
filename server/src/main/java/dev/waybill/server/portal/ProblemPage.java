package dev.waybill.server.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.security.Caller;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.servlet.ModelAndView;

/** Tells people what is wrong and what to do, or takes them to where they do it. */
public final class ProblemPage {
  private static final Set<String> FRAMES = Set.of("iframe", "frame", "embed", "object");

  private final Pages pages;

  public ProblemPage(Pages pages) {
    this.pages = requireNonNull(pages, "pages is null");
  }

  ModelAndView of(Problem problem, HttpServletRequest request, HttpServletResponse response) {
    boolean part = request.getHeader("HX-Request") != null;
    if (problem.code() == ProblemCode.UNAUTHENTICATED) {
      if (part) {
        response.setHeader("HX-Refresh", "true"); // the page itself finds out what to do
      } else if (!isFramed(request)) {
        return Redirect.to("/login" + after(request));
      }
    }
    if (problem.field().equals(Caller.TENANT_HEADER) && !part) {
      return Redirect.to("/portal/tenants");
    }
    problem.headers().forEach(response::setHeader);
    if (part) {
      response.setHeader("HX-Retarget", "#live");
      response.setHeader("HX-Reswap", "innerHTML");
      response.setHeader(
          "HX-Reselect", "unset"); // else what the page selects of answers is looked for
    }
    response.setStatus(problem.code().status());
    return new ModelAndView(part ? "problem :: card" : "problem")
        .addObject("page", pages.of(request))
        .addObject("show", new Shown())
        .addObject("problem", shown(problem, response));
  }

  /**
   * What the page tells.
   *
   * @param requestId by which the log knows the request; an empty text if the log has nothing
   */
  record Told(String title, String sentence, String requestId, boolean ended) {}

  private static Told shown(Problem problem, HttpServletResponse response) {
    boolean ended = problem.code() == ProblemCode.UNAUTHENTICATED;
    return new Told(
        title(problem.code()),
        ended
            ? "Your session here has ended: go back to where you came from, and open this page from"
                + " there again."
            : problem.detail(),
        problem.code() == ProblemCode.INTERNAL
            ? Optional.ofNullable(response.getHeader("X-Request-Id")).orElse("")
            : "",
        ended);
  }

  private static String title(ProblemCode code) {
    return switch (code) {
      case NOT_FOUND -> "There is nothing here";
      case FORBIDDEN, AUDITING_OFF -> "This is not open to you";
      case UNAUTHENTICATED -> "Your session has ended";
      case INTERNAL, OUTCOME_UNKNOWN -> "Something went wrong on our side";
      case UNAVAILABLE -> "This does not work at the moment";
      case RATE_LIMITED, QUOTA_EXCEEDED, TOO_SLOW -> "Too much at a time";
      case CONFLICT, CONFIRMATION_NEEDED -> "This cannot be done as things are";
      case BAD_REQUEST,
          UNREADABLE_BODY,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE ->
          "This was not understood";
    };
  }

  private static boolean isFramed(HttpServletRequest request) {
    return FRAMES.contains(String.valueOf(request.getHeader("Sec-Fetch-Dest")));
  }

  /** Back to the page after the login; a form that was sent is lost. */
  private static String after(HttpServletRequest request) {
    if (!request.getMethod().equals("GET")) {
      return "";
    }
    String query =
        Optional.ofNullable((String) request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING))
            .or(() -> Optional.ofNullable(request.getQueryString()))
            .map(text -> "?" + text)
            .orElse("");
    return "?to=" + URLEncoder.encode(Pages.path(request) + query, UTF_8);
  }
}
