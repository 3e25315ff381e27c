package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Parameters;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Encryption;
import dev.waybill.server.security.FailedLogins;
import dev.waybill.server.security.Requests;
import dev.waybill.server.security.SessionCookies;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Sessions;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * {@code /portal/enter}: where people come in whom the platform sends. They need no key: whether
 * they were sent, only the database knows, and it is not asked for an address from which too many
 * wrong links came.
 */
@Controller
public final class EnterController {
  private static final Problem WRONG =
      new Problem(
          ProblemCode.FORBIDDEN,
          "This link was used already, or has expired: go back to where you came from, and open the"
              + " page from there again.");

  private final PortalLinks links;
  private final Sessions sessions;
  private final SessionCookies cookies;
  private final FailedLogins failures;
  private final AccessAudit audit;
  private final Encryption encryption;
  private final TimeSource time;

  /**
   * Lets people in.
   *
   * @param failures counts wrong links as it does wrong keys
   */
  public EnterController(
      PortalLinks links,
      Sessions sessions,
      SessionCookies cookies,
      FailedLogins failures,
      AccessAudit audit,
      Encryption encryption,
      TimeSource time) {
    this.links = requireNonNull(links, "links is null");
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.cookies = requireNonNull(cookies, "cookies is null");
    this.failures = requireNonNull(failures, "failures is null");
    this.audit = requireNonNull(audit, "audit is null");
    this.encryption = requireNonNull(encryption, "encryption is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** Starts a session, which ends the one that the browser had. */
  @GetMapping("/portal/enter")
  ModelAndView enter(HttpServletRequest request, HttpServletResponse response) {
    encryption.requireForCookie(request, "This link");
    requireSomebody(request);
    Optional<Duration> wait = failures.waiting(request.getRemoteAddr());
    if (wait.isPresent()) {
      throw new ProblemException(tooMany(wait.get()));
    }
    String token = Parameters.one(request, "token").orElse("");
    Actor holder = new Actor.Unknown(Requests.origin(request));
    Instant now = time.now();
    PortalLinks.Entered entered =
        Acting.as(holder, () -> links.enter(token, now))
            .orElseThrow(() -> new ProblemException(refusal(request)));
    cookies.read(request).ifPresent(before -> Acting.as(holder, () -> sessions.end(before, now)));
    cookies.setPortal(response, entered.started().token());
    return Redirect.to(entered.landing());
  }

  private Problem refusal(HttpServletRequest request) {
    Problem problem =
        failures.add(request.getRemoteAddr()).map(EnterController::tooMany).orElse(WRONG);
    audit.refused(request, problem);
    return problem;
  }

  private static Problem tooMany(Duration wait) {
    return new Problem(
            ProblemCode.RATE_LIMITED,
            "Too many wrong links came from this address: open the page again after as many seconds"
                + " as Retry-After says.")
        .retryAfter(wait);
  }

  /** What looks at links before people follow them must not use them up. */
  private static void requireSomebody(HttpServletRequest request) {
    boolean early = String.valueOf(request.getHeader("Sec-Purpose")).contains("prefetch");
    if (early || !request.getMethod().equals("GET")) {
      throw new ProblemException(
          ProblemCode.CONFLICT, "This link works once, and is kept for whoever follows it.");
    }
  }
}
