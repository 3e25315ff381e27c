package dev.waybill.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.RawConnection;
import dev.waybill.server.testing.TestingServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with few threads, and strangers who send half a body and then nothing. */
class UnreadBodiesIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\n\n",
        "Transfer-Encoding: chunked\n\n1\n{\n1",
        "Content-Length: 9\n\n{"
      })
  @Timeout(500) // less than a thread would wait for them
  void strangersWhoStopHoldNoThreadsThatOthersNeed(String half) throws IOException {
    try (var server =
        TestingServer.start(Map.of("server.threads", "4", "limits.client-silence", "10m"))) {
      List<RawConnection> silent = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        var connection = new RawConnection(server.api());
        connection.send("POST /api/audit/events HTTP/1.1\nHost: localhost\n" + half);
        silent.add(connection);
      }

      String key = server.newTenant().newKey("READ");
      assertThat(server.client().get("/api/audit/events").key(key).send().status()).isEqualTo(200);
      for (RawConnection connection : silent) {
        assertThat(connection.statusLine()).contains(" 401");
        connection.close();
      }
    }
  }
}
