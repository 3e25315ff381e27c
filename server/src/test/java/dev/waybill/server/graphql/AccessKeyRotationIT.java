package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.stores.s3.S3ProxyServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A whole server goes on delivering while its customer exchanges the access key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessKeyRotationIT {
  private static final String FIELDS =
      "{ id connectionStatus connectionTest { code } endpointConfiguration { ... on"
          + " S3AccessKeyEndpointConfiguration { accessKeys { accessKeyId } } } }";

  /** Holds up the requests of one key, once a request of it has come. */
  private record Gate(String accessKeyId, CountDownLatch reached, CountDownLatch open) {
    private Gate(String accessKeyId) {
      this(accessKeyId, new CountDownLatch(1), new CountDownLatch(1));
    }
  }

  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private volatile Gate gate = new Gate("none");
  private final S3ProxyServer s3 = S3ProxyServer.startForKeys(this::secret);
  private final TestingServer server =
      TestingServer.start(
          Map.of(
              "storage.s3-default-endpoint",
              s3.endpoint().toString(),
              "storage.allow-private-addresses",
              "true"));

  @BeforeAll
  void createBucket() {
    s3.createBucket("archive");
  }

  @AfterAll
  void close() {
    gate.open().countDown();
    server.close();
    s3.close();
  }

  @Test
  void aJobInFlightAndThoseAfterItSucceedAtTheFirstAttempt() throws InterruptedException {
    TestingTenant tenant = server.newTenant();
    GraphQlClient client = new GraphQlClient(tenant);
    keys.put("AKIAFIRST", "one");
    String id = create(client, "AKIAFIRST", "one");
    SentEvents.send(tenant, 100);
    gate = new Gate("AKIAFIRST");
    String inFlight =
        client
            .data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(id))
            .get("id")
            .asString();
    assertThat(gate.reached().await(3, TimeUnit.MINUTES)).isTrue();

    keys.put("AKIASECOND", "two");
    JsonNode exchanged = update(client, id, "AKIASECOND", "two");
    assertThat(exchanged.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(exchanged.at("/connectionTest/code").asString())
        .isEqualTo("NEW_ACCESS_KEY_NOT_PROVEN");
    assertThat(exchanged.at("/endpointConfiguration/accessKeys")).hasSize(2);
    gate.open().countDown();

    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(status(client, inFlight)).isEqualTo("SUCCEEDED"));
    keys.remove("AKIAFIRST");
    String next = client.run(id).get("id").asString(); // puts a manifest at least
    assertThat(next).isNotEqualTo(inFlight);
    assertAtFirstAttempt(client, inFlight);
    assertAtFirstAttempt(client, next);
  }

  @Test
  void nothingFailsWhileTheStoreDoesNotKnowTheNewKey() {
    TestingTenant tenant = server.newTenant();
    GraphQlClient client = new GraphQlClient(tenant);
    keys.put("AKIAOLD", "one");
    String id = create(client, "AKIAOLD", "one");

    assertThat(update(client, id, "AKIANEW", "two").at("/connectionTest/code").asString())
        .isEqualTo("NEW_ACCESS_KEY_REFUSED");
    SentEvents.send(tenant, 100);
    JsonNode before = client.run(id);
    assertThat(before.get("eventCount").asInt()).isEqualTo(100);
    keys.put("AKIANEW", "two");
    JsonNode tested =
        client.data("mutation { testExportConfiguration(id: \"%s\") %s }".formatted(id, FIELDS));
    assertThat(tested.at("/connectionTest/code").asString()).isEqualTo("NEW_ACCESS_KEY_NOT_PROVEN");
    assertThat(tested.at("/endpointConfiguration/accessKeys")).hasSize(2);
    keys.remove("AKIAOLD");
    JsonNode after = client.run(id);
    assertAtFirstAttempt(client, before.get("id").asString());
    assertAtFirstAttempt(client, after.get("id").asString());
  }

  private static String create(GraphQlClient client, String accessKeyId, String secret) {
    JsonNode created =
        client.data(
            "mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_12_HOURS bucket: \"archive\" path: \"%s\" region: \"us-east-1\" accessKeyId: \"%s\" secretAccessKey: \"%s\" %s }) %s }"
                .formatted(accessKeyId, accessKeyId, secret, SentEvents.ALONE, FIELDS));
    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    return created.get("id").asString();
  }

  private static JsonNode update(
      GraphQlClient client, String id, String accessKeyId, String secret) {
    return client.data(
        "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" accessKeyId: \"%s\" secretAccessKey: \"%s\" }) %s }"
            .formatted(id, accessKeyId, secret, FIELDS));
  }

  private static String status(GraphQlClient client, String job) {
    return client
        .data("query { exportJob(id: \"%s\") { status } }".formatted(job))
        .get("status")
        .asString();
  }

  private static void assertAtFirstAttempt(GraphQlClient client, String job) {
    JsonNode tasks =
        client.data(
            "query { getAllExportJobTasks(exportJobId: \"%s\") { attempts status } }"
                .formatted(job));
    assertThat(tasks).hasToString("[{\"attempts\":1,\"status\":\"SUCCEEDED\"}]");
  }

  /** The store's, which waits at the gate. */
  private Optional<String> secret(String accessKeyId) {
    Gate now = gate;
    if (now.accessKeyId().equals(accessKeyId)) {
      now.reached().countDown();
      try {
        now.open().await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.ofNullable(keys.get(accessKeyId));
  }
}
