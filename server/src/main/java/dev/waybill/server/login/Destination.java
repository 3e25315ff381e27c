package dev.waybill.server.login;

import dev.waybill.server.answer.Parameters;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the browser goes after the login: a path of this service, and nowhere else. */
public final class Destination {
  private static final String PARAMETER = "to";
  private static final String USUAL = "/portal";

  /** Browsers take a second slash, or a backslash, for the beginning of another host. */
  private static final Pattern PATH =
      Pattern.compile("/(?![/\\\\])[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,1000}");

  private Destination() {}

  /**
   * Where the request wants to go, or the usual place.
   *
   * @throws ProblemException if the request names something else
   */
  public static String of(HttpServletRequest request) {
    if (request.getParameter(PARAMETER) == null) {
      return USUAL;
    }
    Optional<String> named =
        Parameters.one(request, PARAMETER).filter(path -> PATH.matcher(path).matches());
    return named.orElseThrow(
        () ->
            new ProblemException(
                Problem.ofField(
                    PARAMETER,
                    "After the login you can go to a path here, such as " + USUAL + ".")));
  }
}
