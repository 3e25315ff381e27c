package dev.waybill.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** An export into a folder whose jobs deliver many objects each. */
final class BusyExport {
  private static final int EVENTS = 300;
  private static final long HOUR = 3_600_000;
  private static final int HOURS = 60;

  private final TestingServer server;
  private final TestingTenant tenant;
  private final GraphQlClient graphql;
  private final String sender;
  private final String id;
  private int sent;

  BusyExport(TestingServer server) {
    this.server = server;
    tenant = server.newTenant();
    sender = tenant.newKey("INGEST");
    graphql = new GraphQlClient(tenant);
    id =
        graphql
            .data(
                """
                mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS
                  root: "%s" path: "audit" startFrom: "BEGINNING" eventKinds: [CUSTOM] }) { id } }
                """
                    .formatted(server.exports()))
            .path("id")
            .asString();
  }

  /** Where it delivers to as long as it is not moved. */
  Path place() {
    return place("audit");
  }

  Path place(String path) {
    return server.exports().resolve(tenant.id()).resolve(path);
  }

  void moveTo(String path) {
    graphql.data(
        "mutation { updateDirectoryExportConfiguration(data: { id: \"%s\" path: \"%s\" }) { id } }"
            .formatted(id, path));
  }

  JsonNode keySet() {
    return server.client().get(Verified.KEYS).send().json();
  }

  int sent() {
    return sent;
  }

  /** One job. */
  void deliver() {
    long now = System.currentTimeMillis();
    String[] lines =
        IntStream.range(sent, sent + EVENTS)
            .mapToObj(
                number ->
                    "{\"eventID\":\"e-%d\",\"eventType\":\"LOGIN\",\"eventTime\":%d}"
                        .formatted(number, now - number % HOURS * HOUR))
            .toArray(String[]::new);
    Answer answer = server.client().events("", lines).key(sender).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    sent += EVENTS;
    assertThat(graphql.run(id).path("eventCount").asInt()).isEqualTo(EVENTS);
  }

  /** One after the other, and now and then with another key. */
  Thread deliverUntil(AtomicBoolean enough) {
    return Thread.ofVirtual()
        .start(
            () -> {
              for (int job = 0; !enough.get(); job++) {
                deliver();
                if (job % 4 == 1) {
                  rotateTheSigningKey();
                }
              }
            });
  }

  void rotateTheSigningKey() {
    Answer answer =
        server.client().post("/api/admin/signing-keys/rotate").key(server.operatorKey()).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }
}
