package dev.waybill.server.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to the socket byte by byte, because no HTTP library would send it. */
class RawRequestIT {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final String SECOND =
      "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private final TestingServer server = TestingServer.shared();

  @ParameterizedTest
  @CsvSource({
    "GET /api/version HTTP/1.1, 200",
    "HEAD /api/version HTTP/1.1, 200",
    "GET /.well-known/jwks.json HTTP/1.1, 200",
    "GET /none HTTP/1.1, 404",
    "GET /api/audit/events HTTP/1.1, 401",
    "POST /api/audit/graphql HTTP/1.1, 401",
    "PATCH /api/audit/events HTTP/1.1, 405",
    "TRACE /api/version HTTP/1.1, 405",
    "OPTIONS /api/version HTTP/1.1, 405",
    "CONNECT localhost:80 HTTP/1.1, 400",
    "FOO /api/version HTTP/1.1, 400",
    "GET /%00 HTTP/1.1, 400",
    "GET /api/version HTTP/9.9, 400",
    "GET /a b HTTP/1.1, 400",
  })
  void isAnsweredWithTheHeadersThatBrowsersObey(String firstLine, int status) throws IOException {
    requireHeaders(
        exchange(firstLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"), status);
  }

  @ParameterizedTest
  @CsvSource({"9000, 400", "100000, 400"})
  void isRefusedIfItsHeadersAreTooLarge(int length, int status) throws IOException {
    String header = "X: " + "a".repeat(length) + "\r\n";
    String request = "GET /api/version HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";

    requireHeaders(exchange(request), status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host: a\r\nHost: b\r\n",
        "Host: a b\r\n",
        "Host: a/b\r\n",
        "Host: user@a\r\n",
        "Host: [::1\r\n",
        "Host: a:b\r\n",
        "Host: a,b\r\n",
        "Host: a\r\n b\r\n",
      })
  void isRefusedWithoutOneHost(String host) throws IOException {
    requireHeaders(exchange("GET /api/version HTTP/1.1\r\n" + host + "\r\n"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://other.example.com/api/version HTTP/1.1",
        "GET http://localhost:1/api/version HTTP/1.1",
        "GET http:/api/version HTTP/1.1",
        "GET api/version HTTP/1.1",
        "GET * HTTP/1.1",
      })
  void isRefusedIfItsTargetIsAnotherThanItsHost(String firstLine) throws IOException {
    requireHeaders(exchange(firstLine + "\r\nHost: localhost\r\n\r\n"), 400);
  }

  /** Two servers that read these differently could take the end of one for another request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "Content-Length: 0, 5\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n",
        "Content-Length: \r\n\r\n",
        "Content-Length : 0\r\n\r\n",
        "Content-Length\r\n: 0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        " Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\n 5\r\n\r\n",
        "Transfer-Encoding: chunked,\r\n x\r\n\r\n0\r\n\r\n",
        "X: a\u0000b\r\n\r\n",
        "X: a\rContent-Length: 5\r\n\r\n",
        "X\u0000: a\r\n\r\n",
        ": a\r\n\r\n",
        "no colon\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n\r\n",
      })
  void neverHidesASecondRequest(String headersAndBody) throws IOException {
    String first = "POST /api/audit/events HTTP/1.1\r\nHost: localhost\r\n" + headersAndBody;
    String answers = exchange(first + SECOND);

    assertThat(answers.split("HTTP/1.1 ", -1)).as(answers).hasSize(2);
    assertThat(answers).startsWith("HTTP/1.1 4").doesNotContain("\"openapi\"");
  }

  /** The standard lets a line that begins with a space be joined to the one before, or refused. */
  @Test
  void takesNoHeaderFromALineThatGoesOn() throws IOException {
    String head = "GET /api/version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String answer = exchange(head + "X: a\r\n X-Request-Id: smuggled\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("smuggled");
  }

  /** The web server answers by itself, with nothing but what methods there are. */
  @Test
  void isToldNothingOfTheServerAsAWhole() throws IOException {
    String answer = exchange("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .contains("Content-Length: 0\r\n")
        .endsWith("\r\n\r\n")
        .doesNotContain("TRACE", "Server:", "Access-Control-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void endsLinesAsTheStandardSays(String method) throws IOException {
    String answers =
        exchange(
            method
                + " /api/audit/events HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n"
                + SECOND);

    assertThat(answers).startsWith("HTTP/1.1 4");
    assertThat(answers.split("HTTP/1.1 ", -1)).as("each read as one or none").hasSizeBetween(2, 3);
  }

  static Stream<String> disguisedPaths() {
    return Stream.of(
        "//api/admin/tenants",
        "/api//admin/tenants",
        "/api/admin//tenants",
        "///api/admin/tenants",
        "/api/./admin/tenants",
        "/api/version/../admin/tenants",
        "/openapi.json/../api/admin/tenants",
        "/api/%2e/admin/tenants",
        "/api/version/%2e%2e/admin/tenants",
        "/api/version/.%2e/admin/tenants",
        "/api/version/%252e%252e/admin/tenants",
        "/api/version/..;/admin/tenants",
        "/api/version/..;a=b/admin/tenants",
        "/api/version/..%3b/admin/tenants",
        "/api;/admin/tenants",
        "/api/admin;x=y/tenants",
        "/api/admin/tenants;",
        "/;/api/admin/tenants",
        "/api/admin/tenants%3b",
        "/api/admin/tenants%00",
        "/api/admin/tenants%00.json",
        "/api/admin/tenants%0a",
        "/api/admin/tenants%0d%0a",
        "/api/admin/tenants%20",
        "/api/admin/tenants/",
        "/api/admin/tenants//",
        "/api/admin/tenants/.",
        "/api/admin/tenants.json",
        "/api%2fadmin%2ftenants",
        "/%2fapi/admin/tenants",
        "/api%5cadmin%5ctenants",
        "/api\\admin\\tenants",
        "/api/admin%5c..%5ctenants",
        "/API/ADMIN/TENANTS",
        "/Api/admin/tenants",
        "/api/admin/Tenants",
        "/api/admin/tenants%c0%ae",
        "/api/admin/tenants%ff",
        "/api/admin/tenants%",
        "/api/admin/tenants%2",
        "/api/admin/tenants%u002f",
        "/api/admin/\uff0e\uff0e/tenants",
        "/error",
        "/error/../api/admin/tenants",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/api/audit/graphql/",
        "/api/audit/graphql;/schema",
        "/health",
        "/metrics",
        "/info");
  }

  /** Neither past the filter that asks for a key, nor, with a key, to a route of another name. */
  @ParameterizedTest
  @MethodSource("disguisedPaths")
  void reachesNoRouteByADisguisedPath(String path) throws IOException {
    String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String withoutKey = exchange(head + "\r\n");
    String withKey = exchange(head + "Authorization: Bearer " + server.operatorKey() + "\r\n\r\n");

    assertThat(withoutKey).matches("(?s)HTTP/1.1 (400|401|404) .*");
    assertThat(withKey).matches("(?s)HTTP/1.1 (400|404) .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/admin/%74enants",
        "/%61pi/admin/tenants",
        "http://localhost/api/admin/tenants",
        "http://user@localhost/api/admin/tenants",
        "/api/admin/tenants?;/../version",
        "/api/admin/tenants#/../version"
      })
  void asksForAKeyHoweverAPathIsSpelt(String path) throws IOException {
    String answer =
        exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|401) .*");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/audit/events, POST",
    "/api/audit/graphql, POST",
    "/api/audit/graphql/schema, GET",
    "/api/version, GET",
    "/openapi.json, GET",
    "/.well-known/jwks.json, GET",
    "/api/admin/tenants, GET",
    "/none, GET"
  })
  void letsNoPageOfAnotherOriginIn(String path, String method) throws IOException {
    String origin = "Host: localhost\r\nOrigin: https://evil.example.com\r\nConnection: close\r\n";
    String asked =
        exchange(
            "OPTIONS %s HTTP/1.1\r\n%sAccess-Control-Request-Method: %s\r\nAccess-Control-Request-Headers: authorization\r\n\r\n"
                .formatted(path, origin, method));
    String done =
        exchange(
            "%s %s HTTP/1.1\r\n%sAuthorization: Bearer %s\r\nContent-Length: 0\r\n\r\n"
                .formatted(method, path, origin, server.operatorKey()));

    assertThat(asked).matches("(?s)HTTP/1.1 (404|405) .*");
    assertThat(asked.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
    assertThat(done.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
  }

  @ParameterizedTest
  @CsvSource({"X-Forwarded-Proto, https", "Forwarded, proto=https", "X-Forwarded-Ssl, on"})
  void isNotBelievedToHaveComeByHttps(String name, String value) {
    Answer answer = server.client().get("/api/version").header(name, value).send();

    assertThat(answer.headers().map()).doesNotContainKey("strict-transport-security");
  }

  private static void requireHeaders(String answer, int status) {
    String head = answer.substring(0, Math.max(answer.indexOf("\r\n\r\n"), 0)) + "\r\n";
    assertThat(head).as(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(head)
        .containsOnlyOnce("X-Content-Type-Options: nosniff\r\n")
        .containsOnlyOnce("X-Frame-Options: DENY\r\n")
        .containsOnlyOnce("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n")
        .containsOnlyOnce("Referrer-Policy: no-referrer\r\n")
        .containsOnlyOnce("Cross-Origin-Resource-Policy: same-origin\r\n")
        .containsOnlyOnce("Cache-Control: ")
        .containsOnlyOnce("Waybill-Api: 1\r\n")
        .doesNotContain("Strict-Transport-Security", "Waybill-Version", "Set-Cookie")
        .doesNotContainPattern("(?i)\r\n(server|x-powered-by|access-control-[a-z-]*):");
    assertThat(answer)
        .doesNotContainIgnoringCase("<html", "tomcat", "apache", "java.", "exception");
  }

  private String exchange(String request) throws IOException {
    URI address = server.api();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
