package dev.waybill.server.isolation;

import dev.waybill.server.testing.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What somebody can see of a request: the answer, and by the time that it takes, what it asked the
 * database.
 */
record Observed(
    int status, Map<String, List<String>> headers, String body, List<String> statements) {
  private static final Set<String> OF_EACH_ANSWER = Set.of("date", "x-request-id");

  /**
   * @param sent what the request named, by what it is called here
   */
  static Observed of(Answer answer, Map<String, String> sent, Statements statements) {
    var headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeAll(OF_EACH_ANSWER);
    String request = answer.header("X-Request-Id");
    headers.replaceAll((_, values) -> values.stream().map(value -> called(value, sent)).toList());
    String body = called(answer.body().replace(request, "{request}"), sent);
    return new Observed(answer.status(), headers, body, statements.of(request));
  }

  private static String called(String text, Map<String, String> sent) {
    String called = text;
    for (Map.Entry<String, String> value : sent.entrySet()) {
      called = called.replace(value.getValue(), value.getKey());
    }
    return called;
  }

  /** The same without what is drawn anew for each creation, and its length. */
  Observed withoutDrawn() {
    var rest = new TreeMap<>(headers);
    rest.remove("content-length");
    return new Observed(
        status,
        rest,
        body.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", new UUID(0, 0).toString()),
        statements);
  }
}
