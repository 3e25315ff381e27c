package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Lets no other site act through a person's browser: browsers send cookies with requests that other
 * sites cause, and say where a request comes from.
 */
public final class SameOrigin {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  private final PublicOrigin origin;

  public SameOrigin(PublicOrigin origin) {
    this.origin = requireNonNull(origin, "origin is null");
  }

  /**
   * Refuses what another site may have caused.
   *
   * @throws ProblemException if the request could change something and comes from elsewhere, or
   *     does not say from where
   */
  public void require(HttpServletRequest request) {
    if (!HARMLESS.contains(request.getMethod()) && !isOurs(request)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "With a session, changes are made from pages of "
              + origin.text()
              + " alone: programs send a key.");
    }
  }

  private boolean isOurs(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null
        ? site.equals("same-origin")
        : origin.text().equals(request.getHeader("Origin"));
  }
}
