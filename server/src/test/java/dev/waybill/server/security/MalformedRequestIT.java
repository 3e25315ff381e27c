package dev.waybill.server.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.TestingServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no HTTP library would send is answered like every other error. */
class MalformedRequestIT {
  private final TestingServer server = TestingServer.shared();

  @ParameterizedTest
  @CsvSource({
    "GARBAGE,400",
    "GET /%2e%2e/etc HTTP/1.1,400",
    "GET /api/admin/tenants/%00 HTTP/1.1,400",
    "GET /api/admin/keys/a%2Fb HTTP/1.1,400",
    "GET /api/version;a=b HTTP/1.1,400",
    "FOO /api/version HTTP/1.1,400",
    "TRACE /api/version HTTP/1.1,405"
  })
  void isRefusedInTheFormOfAllErrors(String firstLine, int status) throws IOException {
    String answer = exchange(firstLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    requireProblem(answer, status);
  }

  @ParameterizedTest
  @CsvSource({"kind=%zz", "kind=%ff"})
  void isRefusedIfTheQueryCannotBeRead(String query) throws IOException {
    String key = server.newTenant().newKey("READ");
    String answer =
        exchange(
            "GET /api/audit/events?%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(query, key));

    requireProblem(answer, 400);
  }

  private static void requireProblem(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .containsOnlyOnce("Waybill-Api: 1")
        .contains("X-Content-Type-Options: nosniff")
        .contains("application/problem+json")
        .contains("\"status\":" + status, "\"requestId\":\"")
        .doesNotContainIgnoringCase("<html", "tomcat", "apache", "exception");
  }

  private String exchange(String request) throws IOException {
    URI address = server.api();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
