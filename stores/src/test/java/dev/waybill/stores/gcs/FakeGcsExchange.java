package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests to {@link FakeGcsServer}, and its replies. */
final class FakeGcsExchange {
  private FakeGcsExchange() {}

  /**
   * @param path as it was sent, with its escapes
   * @param latin1 the body, a character for each byte
   */
  record Request(
      String method, String path, Map<String, String> query, Headers headers, String latin1) {

    static Request read(HttpExchange exchange) throws IOException {
      return new Request(
          exchange.getRequestMethod(),
          exchange.getRequestURI().getRawPath(),
          FakeGcsExchange.query(exchange.getRequestURI().getRawQuery()),
          exchange.getRequestHeaders(),
          new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.getFirst(name));
    }

    Request cutTo(int bytes) {
      return new Request(
          method, path, query, headers, latin1.substring(0, Math.min(bytes, latin1.length())));
    }

    /** The first byte of the content is another; in a multipart body that is the last part. */
    Request changed() {
      int at = isMultipart() ? latin1.lastIndexOf("\r\n\r\n") + 4 : 0;
      char other = (char) (latin1.charAt(at) ^ 1);
      return new Request(
          method, path, query, headers, latin1.substring(0, at) + other + latin1.substring(at + 1));
    }

    private boolean isMultipart() {
      return header("Content-Type").filter(type -> type.startsWith("multipart/")).isPresent();
    }

    byte[] body() {
      return latin1.getBytes(ISO_8859_1);
    }
  }

  /**
   * @param latin1 the body, a character for each byte
   */
  record Reply(int status, Map<String, String> headers, String latin1) {
    static Reply of(int status, Map<String, String> headers, byte[] body) {
      return new Reply(status, headers, new String(body, ISO_8859_1));
    }

    byte[] body() {
      return latin1.getBytes(ISO_8859_1);
    }

    static Reply json(int status, String text) {
      return Reply.of(
          status, Map.of("Content-Type", "application/json; charset=UTF-8"), text.getBytes(UTF_8));
    }

    static Reply plain(int status, String text) {
      return Reply.of(
          status, Map.of("Content-Type", "text/plain; charset=UTF-8"), text.getBytes(UTF_8));
    }

    /** An error as the JSON API words it. */
    static Reply error(int status, String reason, String message) {
      String said = message.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      return json(
          status,
          """
          {"error":{"code":%d,"message":"%s",
           "errors":[{"message":"%s","domain":"global","reason":"%s"}]}}
          """
              .formatted(status, said, said, reason));
    }

    Reply with(String header, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, latin1);
    }

    void send(HttpExchange exchange) throws IOException {
      headers.forEach(exchange.getResponseHeaders()::set);
      try (exchange) {
        exchange.sendResponseHeaders(status, latin1.isEmpty() ? -1 : latin1.length());
        exchange.getResponseBody().write(body());
      }
    }
  }

  static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return query;
  }
}
