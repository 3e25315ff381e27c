package dev.waybill.server.operation;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.security.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What every request of the API has: an id that answers and log lines carry, headers that keep
 * browsers from guessing, and an answer even if a filter fails.
 */
public final class RequestFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RequestFilter.class);
  private static final String REQUEST_ID = "X-Request-Id";

  /** An API key or a session's token in the wrong header is repeated nowhere. */
  private static final Pattern ALLOWED =
      Pattern.compile("(?!.*wb[sp]?_)[A-Za-z0-9._:/+=@-]{1,128}");

  /** The number of the API; it changes when clients must change. */
  static final String API = "1";

  private final transient Supplier<UUID> ids;
  private final transient AnswerHeaders headers;

  /**
   * @param framing the origins whose pages may show the portal
   * @param leaving the origins to which a form may lead besides this one
   */
  public RequestFilter(Supplier<UUID> ids, List<URI> framing, List<URI> leaving) {
    this.ids = requireNonNull(ids, "ids is null");
    this.headers = new AnswerHeaders(framing, leaving);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    MDC.put("requestId", prepare(request, response));
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException e) {
      LOG.error("A request failed", e);
      if (response.isCommitted()) {
        throw e; // the connection ends in the middle of the answer, so that it is not taken for one
      }
      tell(request, response);
    } finally {
      MDC.clear();
    }
  }

  private static void tell(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem =
        new Problem(
            ProblemCode.INTERNAL, "The request failed; the log tells why under its request id.");
    try {
      Refusal.send(problem, request, response);
    } catch (RuntimeException e) {
      LOG.error("The page that tells of it fails, too", e);
      problem.sendTo(response);
    }
  }

  /** Sets what every answer carries; returns the request's id. */
  String prepare(HttpServletRequest request, HttpServletResponse response) {
    String id = idOf(request.getHeader(REQUEST_ID));
    response.setHeader(REQUEST_ID, id);
    response.setHeader("Waybill-Api", API);
    headers.write(request, response);
    return id;
  }

  private String idOf(@Nullable String sent) {
    return sent != null && ALLOWED.matcher(sent).matches() ? sent : ids.get().toString();
  }
}
