package dev.waybill.server.answer;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * An error as a caller sees it.
 *
 * @param detail one sentence that says what to do, without secrets or event content
 * @param field the parameter, header or field at fault; empty if it is none
 * @param headers further headers of the answer
 */
public record Problem(ProblemCode code, String detail, String field, Map<String, String> headers) {
  private static final String REQUEST_ID = "X-Request-Id";

  public Problem {
    requireNonNull(code, "code is null");
    requireNonNull(detail, "detail is null");
    requireNonNull(field, "field is null");
    headers = Map.copyOf(headers);
  }

  public Problem(ProblemCode code, String detail) {
    this(code, detail, "", Map.of());
  }

  /** An error of one field of the request. */
  public static Problem ofField(String field, String detail) {
    return new Problem(ProblemCode.BAD_REQUEST, detail, field, Map.of());
  }

  public Problem with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Problem(code, detail, field, more);
  }

  /** The same, asking the caller to wait so long; in whole seconds, never sooner. */
  public Problem retryAfter(Duration wait) {
    long seconds = Math.max(1, wait.plus(Duration.ofSeconds(1)).minusNanos(1).toSeconds());
    return with("Retry-After", Long.toString(seconds));
  }

  /** Sends it, unless an answer is on its way already. */
  public void sendTo(HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    headers.forEach(response::setHeader);
    String requestId = response.getHeader(REQUEST_ID);
    byte[] body = JsonAnswer.object(json -> writeFields(json, requestId == null ? "" : requestId));
    JsonAnswer.send(response, code.status(), "application/problem+json", body);
  }

  private void writeFields(JsonGenerator json, String requestId) {
    json.writeStringProperty("title", code.title());
    json.writeNumberProperty("status", code.status());
    json.writeStringProperty("detail", detail);
    json.writeStringProperty("code", code.name());
    if (!field.isEmpty()) {
      json.writeStringProperty("field", field);
    }
    if (!requestId.isEmpty()) {
      json.writeStringProperty("requestId", requestId);
    }
  }
}
