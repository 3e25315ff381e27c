package dev.waybill.server.answer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands after the question mark. */
public final class Parameters {
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

  private Parameters() {}

  /** The one of that name; empty as well if it stands there more than once (RFC 6749, 3.1). */
  public static Optional<String> one(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values != null && values.length == 1 ? Optional.of(values[0]) : Optional.empty();
  }

  /**
   * An identity provider's word for what went wrong, in brackets, if it is one; never its
   * sentences.
   */
  public static String error(HttpServletRequest request) {
    return one(request, "error")
        .filter(word -> ERROR.matcher(word).matches())
        .map(word -> " (" + word + ")")
        .orElse("");
  }
}
