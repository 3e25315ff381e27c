package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.RawConnection;
import dev.waybill.server.testing.TestingServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BackPressureIT {
  private static final String EVENT = "{\"eventType\":\"T\"}";

  @Test
  @Timeout(600)
  void answers503WhileOtherRequestsHoldTheMemoryAndTakesEventsAfterwards() throws IOException {
    var settings = Map.of("ingest.max-request-size", "1KiB", "ingest.memory", "4KiB");
    try (var server = TestingServer.start(settings)) {
      String key = server.newTenant().newKey("INGEST");
      List<RawConnection> slow = new ArrayList<>();
      Answer refused = send(server, key);
      while (refused.status() != 503) {
        assertThat(slow).hasSizeLessThan(20);
        slow.add(halfARequest(server, key));
        refused = send(server, key);
      }

      assertThat(refused.text("code")).isEqualTo("UNAVAILABLE");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      int taken = 0;
      for (RawConnection connection : slow) {
        connection.send("0\n\n");
        taken += connection.statusLine().contains(" 200") ? 1 : 0;
        connection.close();
      }
      assertThat(taken).isBetween(1, 4);
      assertThat(send(server, key).status()).isEqualTo(200);
    }
  }

  private static Answer send(TestingServer server, String key) {
    String asLargeAsAllowed = EVENT + " ".repeat(1024 - EVENT.length());
    return server.client().events("", asLargeAsAllowed).key(key).send();
  }

  private static RawConnection halfARequest(TestingServer server, String key) throws IOException {
    var connection = new RawConnection(server.api());
    connection.send(
        """
        POST /api/audit/events HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/x-ndjson
        Transfer-Encoding: chunked

        %x
        %s
        """
            .formatted(key, EVENT.length(), EVENT));
    return connection;
  }
}
