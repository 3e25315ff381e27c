package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.RawConnection;
import dev.waybill.server.testing.TestingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that stop in the middle. Their silence is real time, long enough for a busy machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class SilentClientsIT {
  private final TestingServer server;

  SilentClientsIT(@TempDir Path folder) {
    server =
        TestingServer.start(folder, Map.of("server.threads", "8", "limits.client-silence", "5s"));
  }

  @AfterAll
  void close() {
    server.stop();
  }

  @Test
  void endsARequestThatStops() throws IOException {
    String key = server.newTenant().newKey("INGEST");
    try (RawConnection silent =
        RawConnection.halfARequest(
            server.api(), "/api/audit/events", "application/x-ndjson", key)) {
      assertThat(silent.statusLine()).contains(" 408");
    }
  }

  @Test
  void endsAnAnswerThatNobodyReads() throws IOException {
    String key = server.newTenant().newKey("INGEST", "READ");
    String[] large = new String[8];
    Arrays.fill(
        large, "{\"eventType\":\"T\",\"eventDetails\":\"%s\"}".formatted("x".repeat(999_000)));
    assertThat(server.client().events("", large).key(key).send().status()).isEqualTo(200);
    try (RawConnection one = RawConnection.withoutRoom(server.api());
        RawConnection another = RawConnection.withoutRoom(server.api())) {
      for (RawConnection connection : List.of(one, another)) {
        connection.send(
            "GET /api/audit/events HTTP/1.1\nHost: localhost\nAuthorization: Bearer %s\n\n"
                .formatted(key));
        while (!connection.answered()) {
          Thread.onSpinWait();
        }
      }

      awaitStatus(429, key);
      awaitStatus(200, key);
    }
  }

  private void awaitStatus(int status, String key) {
    int last = 0;
    while (last != status) {
      last = server.client().get("/api/audit/events?limit=1").key(key).send().status();
    }
  }
}
