package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Parameters;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.security.Encryption;
import dev.waybill.server.security.Requests;
import dev.waybill.server.security.SessionCookies;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** {@code /portal/enter}: where people come in whom the platform sends. */
@Controller
public final class EnterController {
  private final PortalLinks links;
  private final SessionCookies cookies;
  private final Encryption encryption;
  private final TimeSource time;

  public EnterController(
      PortalLinks links, SessionCookies cookies, Encryption encryption, TimeSource time) {
    this.links = requireNonNull(links, "links is null");
    this.cookies = requireNonNull(cookies, "cookies is null");
    this.encryption = requireNonNull(encryption, "encryption is null");
    this.time = requireNonNull(time, "time is null");
  }

  @GetMapping("/portal/enter")
  ModelAndView enter(HttpServletRequest request, HttpServletResponse response) {
    encryption.requireForCookie(request, "This link");
    requireSomebody(request);
    String token = Parameters.one(request, "token").orElse("");
    Actor holder = new Actor.Unknown(Requests.origin(request));
    PortalLinks.Entered entered =
        Acting.as(holder, () -> links.enter(token, time.now()))
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.FORBIDDEN,
                        "This link was used already, or has expired: go back to where you came"
                            + " from, and open the page from there again."));
    cookies.setPortal(response, entered.started().token());
    return Redirect.to(entered.landing());
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
