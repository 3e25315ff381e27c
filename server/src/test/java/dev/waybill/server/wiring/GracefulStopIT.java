package dev.waybill.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.RawConnection;
import dev.waybill.server.testing.TestingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GracefulStopIT {
  private static final String EVENT = "{\"eventID\":\"last\",\"eventType\":\"T\"}";

  @TempDir Path folder;

  @Test
  @Timeout(600)
  void finishesTheRequestsUnderWayAndKeepsTheirEvents() throws Exception {
    TestingServer server = TestingServer.start(folder, Map.of());
    String key = server.newTenant().newKey("INGEST", "READ");
    try (var underWay = new RawConnection(server.api())) {
      underWay.send(head(key) + EVENT.substring(0, 10));
      awaitArrival();

      Thread stop = Thread.ofPlatform().start(server::stop);
      awaitRefusal(server);
      underWay.send(EVENT.substring(10));

      assertThat(underWay.statusLine()).contains(" 200");
      stop.join();
    }

    try (TestingServer again = TestingServer.start(folder, Map.of())) {
      Answer events = again.client().get("/api/audit/events?kind=CUSTOM").key(key).send();
      assertThat(events.json().path("events").path(0).path("eventID").asString()).isEqualTo("last");
    }
  }

  private static String head(String key) {
    return """
        POST /api/audit/events HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/x-ndjson
        Content-Length: %d

        """
        .formatted(key, EVENT.length());
  }

  /** The request holds a thread once its head was read. */
  private static void awaitArrival() {
    while (Thread.getAllStackTraces().values().stream().noneMatch(GracefulStopIT::readsABody)) {
      Thread.onSpinWait();
    }
  }

  private static boolean readsABody(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().equals("dev.waybill.server.ingest.Body")) {
        return true;
      }
    }
    return false;
  }

  /** A server that stops takes no connection any more. */
  private static void awaitRefusal(TestingServer server) {
    while (takesConnections(server)) {
      Thread.onSpinWait();
    }
  }

  private static boolean takesConnections(TestingServer server) {
    try {
      new RawConnection(server.api()).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
