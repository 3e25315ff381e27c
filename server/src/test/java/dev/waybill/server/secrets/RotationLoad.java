package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.waybill.manifest.SigningKeyPair;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.CapturedLog;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Senders, readers, deliveries and changes of credentials on a whole server, while the key of the
 * secrets is rotated again and again.
 */
final class RotationLoad implements AutoCloseable {
  private static final int WORKERS = 8;
  private static final String BUCKET = "archive";

  /** One request of so many is that one; the others send events and read. */
  private static final int ONE_CHANGE_IN = 50;

  private static final int ONE_DELIVERY_IN = 250;
  private static final int ONE_READ_IN = 4;

  private final Path folder;
  private final int leastRotations;
  private final AtomicInteger left;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger rotations = new AtomicInteger();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final S3ProxyServer s3 = S3ProxyServer.startForKeys(id -> Optional.of(secret(id)));
  private final TestingServer server;
  private final CapturedLog log;

  /** Of at least so many requests, and rotations meanwhile. */
  RotationLoad(Path folder, int requests, int rotations) {
    this.folder = folder;
    this.leastRotations = rotations;
    this.left = new AtomicInteger(requests);
    s3.createBucket(BUCKET);
    server =
        TestingServer.start(
            folder,
            Map.of(
                "storage.s3-default-endpoint",
                s3.endpoint().toString(),
                "storage.allow-private-addresses",
                "true"));
    log = new CapturedLog(Level.DEBUG);
  }

  /** Every access key has a secret of its own; all begin alike, so that one search finds them. */
  private static String secret(String accessKeyId) {
    return "Hush/quietly+" + accessKeyId;
  }

  /** Makes the requests; each must succeed. */
  void run() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> workers = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        Work work = new Work(worker);
        workers.add(threads.submit(work));
      }
      while (workers.stream().anyMatch(worker -> !worker.isDone())) {
        rotate();
      }
      for (Future<Void> worker : workers) {
        worker.get();
      }
    }
    rotate();
  }

  int rotations() {
    return rotations.get();
  }

  /** One after the other, as fast as they go. */
  private void rotate() {
    Answer begun =
        server.client().post("/api/admin/secrets/rotate").key(server.operatorKey()).send();
    assertThat(begun.status()).isEqualTo(202);
    JsonNode ended =
        await()
            .pollInterval(Duration.ofMillis(20))
            .atMost(Duration.ofMinutes(2))
            .until(
                this::rotation, rotation -> !rotation.path("status").asString().equals("RUNNING"));
    assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
    rotations.incrementAndGet();
  }

  private JsonNode rotation() {
    return server
        .client()
        .get("/api/admin/secrets")
        .key(server.operatorKey())
        .send()
        .json()
        .path("rotation");
  }

  /** A tenant's sender and administrator, who take turns. */
  private final class Work implements Callable<Void> {
    private final TestingTenant tenant = server.newTenant();
    private final String key = tenant.newKey("INGEST");
    private final GraphQlClient client = new GraphQlClient(tenant);
    private final String name;
    private String export = "";

    private Work(int worker) {
      name = "AKIAWORKER" + worker;
      keys.add(key);
      keys.add(client.key());
    }

    @Override
    public Void call() {
      export = create(name + "A");
      int number = left.getAndDecrement();
      while (number > 0 || rotations.get() < leastRotations) {
        if (number % ONE_DELIVERY_IN == 0) {
          assertThat(client.run(export).get("status").asString()).isEqualTo("SUCCEEDED");
        } else if (number % ONE_CHANGE_IN == 0) {
          change(number);
        } else if (number % ONE_READ_IN == 0) {
          assertThat(read()).isEqualTo("SUCCESS");
        } else {
          send(number);
        }
        made.incrementAndGet();
        number = left.getAndDecrement();
      }
      return null;
    }

    private void send(int number) {
      Answer answer =
          server
              .client()
              .events("", "{\"eventType\":\"LOGIN\",\"eventID\":\"%s-%d\"}".formatted(name, number))
              .key(key)
              .send();
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private String read() {
      return client
          .data(
              "query { exportConfiguration(id: \"%s\") { id connectionStatus endpointConfiguration { ... on S3AccessKeyEndpointConfiguration { accessKeys { accessKeyId } } } } }"
                  .formatted(export))
          .get("connectionStatus")
          .asString();
    }

    /** Another export is made, gets another key, and is deleted. */
    private void change(int number) {
      String made = create(name + "B" + number);
      String next = name + "C" + number;
      JsonNode updated =
          client.data(
              "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" accessKeyId: \"%s\" secretAccessKey: \"%s\" }) { connectionStatus } }"
                  .formatted(made, next, secret(next)));
      assertThat(updated.get("connectionStatus").asString()).isEqualTo("SUCCESS");
      client.data("mutation { deleteExportConfiguration(id: \"%s\") { id } }".formatted(made));
    }

    private String create(String accessKeyId) {
      JsonNode created =
          client.data(
              "mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_12_HOURS bucket: \"archive\" path: \"%s\" region: \"us-east-1\" accessKeyId: \"%s\" secretAccessKey: \"%s\" }) { id connectionStatus } }"
                  .formatted(accessKeyId, accessKeyId, secret(accessKeyId)));
      assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
      return created.get("id").asString();
    }
  }

  /**
   * Stops the server, and looks for every secret in all that it leaves: files of the data directory
   * and the log. The key file alone may hold keys.
   */
  List<String> findings() throws IOException {
    server.stop();
    log.close();
    Path data = folder.resolve("data");
    Path keyFile = data.resolve("keys/secrets.json");
    SecretSearch search =
        new SecretSearch()
            .add("the operator's key", server.operatorKey())
            .add("an access key", secret(""));
    keys.forEach(key -> search.add("an API key", key));
    search.addKeyIn(keyFile);
    try (DataDirectory directory = DataDirectory.open(data);
        ControlPlane plane =
            ControlPlane.open(
                directory, new SettableTime(Instant.now()), new SecureRandom(), 1_000)) {
      SigningKeyPair pair = (SigningKeyPair) plane.signingKeys().current();
      search.add("the signing key", pair.secret());
    }
    List<String> found = new ArrayList<>(search.below(data, Set.of(keyFile)));
    log.lines().forEach(line -> found.addAll(search.in("the log", line)));
    return found;
  }

  int requests() {
    return made.get();
  }

  @Override
  public void close() {
    log.close();
    s3.close();
  }
}
