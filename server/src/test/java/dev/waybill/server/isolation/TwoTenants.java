package dev.waybill.server.isolation;

import static java.util.Map.entry;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GoogleKeyText;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.PassingTime;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.wiring.Registries;
import dev.waybill.stores.s3.S3ProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server with two tenants that both have some of everything: the caller's is older, the other's
 * bears a word wherever there is a place for one.
 */
final class TwoTenants implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** Under it the other tenant has created things and sent events. */
  static final String IDEMPOTENCY_KEY = "of-the-other";

  final String word = "zyzzyva" + UUID.randomUUID().toString().substring(0, 8);
  final S3ProxyServer s3 = S3ProxyServer.start();
  final TestingServer server =
      TestingServer.start(folder(), settings(), PassingTime.farFromTicks());
  final TestingTenant caller = server.newTenant();
  final TestingTenant other = tenant("t-" + word);
  final Possessions own;
  final Possessions others;
  final Registries registries;

  /** Made with the rest, so that it is no change. */
  final String readerOfTheOther;

  /** The ids of what a tenant has. */
  record Possessions(
      String configuration,
      String integration,
      String s3Configuration,
      String draft,
      String job,
      String backfill,
      String redelivery,
      String key,
      String webhook) {

    static Possessions ofNobody() {
      return new Possessions(
          some(), some(), some(), some(), some(), some(), some(), some(), some());
    }

    /** As the listings name them. */
    Map<String, String> named() {
      return Map.of(
          "{configuration}", configuration,
          "{integration}", integration,
          "{s3Configuration}", s3Configuration,
          "{draft}", draft,
          "{job}", job,
          "{backfill}", backfill,
          "{redelivery}", redelivery,
          "{keyId}", key,
          "{webhook}", webhook);
    }

    private static String some() {
      return UUID.randomUUID().toString();
    }
  }

  TwoTenants() {
    s3.createBucket("bucket-" + word);
    s3.createBucket("of-the-caller");
    own = fill(caller, "mine", "of-the-caller");
    others = fill(other, word, "bucket-" + word);
    registries = new Registries(server.running());
    readerOfTheOther = other.newKey("READ");
  }

  /** Of the clouds nobody is there, but the service has an identity at each. */
  private Map<String, String> settings() {
    String nobody = "http://127.0.0.1:1";
    return Map.ofEntries(
        entry("storage.s3-default-endpoint", s3.endpoint().toString()),
        entry("storage.sts-endpoint", nobody),
        entry("storage.sts-access-key-id", "ours"),
        entry("storage.sts-secret-access-key", "secret"),
        entry("storage.allow-private-addresses", "true"),
        entry("azure.endpoint", nobody + "/{account}"),
        entry("azure.authority", "https://127.0.0.1:1"),
        entry("azure.application-id", UUID.randomUUID().toString()),
        entry("azure.application-name", "Waybill"),
        entry("azure.client-secret", "secret"),
        entry("google.endpoint", "https://127.0.0.1:1"),
        entry("google.token-endpoint", "https://127.0.0.1:1/token"),
        entry("google.credentials", googleIdentity().toString()),
        entry("limits.wrong-keys", "1000000"));
  }

  private static Path googleIdentity() {
    try {
      return Files.writeString(
          folder().resolve("google.json"),
          new GoogleKeyText("waybill@service.iam.gserviceaccount.com", "1a2b").text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("waybill-isolation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tenant of that id. */
  TestingTenant tenant(String id) {
    Answer made =
        server
            .client()
            .put("/api/admin/tenants/" + id)
            .key(server.operatorKey())
            .body("{\"name\":\"The tenant %s\"}".formatted(id))
            .send();
    if (made.status() != 201) {
      throw new IllegalStateException(made.toString());
    }
    return new TestingTenant(server, id);
  }

  /** Gives a tenant some of everything. */
  Possessions fill(TestingTenant tenant, String name, String bucket) {
    GraphQlClient client = new GraphQlClient(tenant);
    send(tenant, name + "-early", name + "-earlier");
    String named = "name: \"The export %s\" interval: EVERY_24_HOURS".formatted(name);
    JsonNode export =
        client.data(
            """
            mutation { createDirectoryExportConfiguration(data: { %s root: "%s" path: "%s" startFrom: "NOW" })
              { id storageIntegrationId deliveredThrough { time } } }
            """
                .formatted(named, server.exports(), name));
    String configuration = id(export);
    send(tenant, name + "-late");
    String job = id(client.run(configuration));
    String window =
        "from: \"2026-01-01T00:00:00Z\" to: \"%s\""
            .formatted(Instant.parse(export.at("/deliveredThrough/time").asString()).plusMillis(1));
    String backfill =
        done(
            client,
            "exportBackfill",
            "backfill(configurationId: \"%s\" %s)".formatted(configuration, window));
    String redelivery =
        done(
            client,
            "redelivery",
            "redeliver(configurationId: \"%s\" fromSequence: 1 toSequence: 1)"
                .formatted(configuration));
    JsonNode s3Export =
        client.data(
            """
            mutation { createS3AccessKeyExportConfiguration(data: { %s bucket: "%s" path: "%s"
              region: "us-east-1" accessKeyId: "%s" secretAccessKey: "%s" enabled: false }) { id } }
            """
                .formatted(
                    named,
                    bucket,
                    name,
                    S3ProxyServer.ACCESS_KEY_ID,
                    S3ProxyServer.SECRET_ACCESS_KEY));
    JsonNode draft =
        client.data(
            "mutation { createStorageIntegration(data: { draft: true name: \"The draft %s\" }) { id } }"
                .formatted(name));
    if (name.equals(word)) {
      createUnderTheKeys(client, export.get("storageIntegrationId").asString());
    }
    JsonNode webhook =
        client.data(
            """
            mutation { createWebhookEndpoint(data: { url: "https://hooks.example.com/%s"
              types: ["quota.reached"] }) { endpoint { id } } }
            """
                .formatted(name));
    String keys = "/api/admin/tenants/" + tenant.id() + "/keys";
    JsonNode key = server.client().get(keys).key(server.operatorKey()).send().json().at("/keys/0");
    return new Possessions(
        configuration,
        export.get("storageIntegrationId").asString(),
        id(s3Export),
        id(draft),
        job,
        backfill,
        redelivery,
        id(key),
        id(webhook.get("endpoint")));
  }

  /** Everything that can be created, each under a key of its own. */
  private void createUnderTheKeys(GraphQlClient client, String integration) {
    for (GraphQlListing.Operation operation : GraphQlListing.operations()) {
      if (operation.creates()) {
        String arguments =
            operation
                .arguments()
                .replace("{root}", server.exports().toString())
                .replace("{ownIntegration}", integration);
        String document =
            "mutation { %s%s%s }".formatted(operation.field(), arguments, operation.created());
        Answer made =
            server
                .client()
                .post("/api/audit/graphql")
                .key(client.key())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", IDEMPOTENCY_KEY + operation.field())
                .body(JSON.writeValueAsString(Map.of("query", document)))
                .send();
        if (made.json().has("errors")) {
          throw new IllegalStateException(made.toString());
        }
      }
    }
  }

  /** Events that carry their names, all in requests under the idempotency key. */
  void send(TestingTenant tenant, String... names) {
    for (String name : names) {
      Answer taken =
          server
              .client()
              .events("", "{\"eventType\":\"LOGIN\",\"eventDetails\":\"Event %s\"}".formatted(name))
              .header("Idempotency-Key", IDEMPOTENCY_KEY + "-" + name)
              .key(tenant.newKey("INGEST"))
              .send();
      if (taken.json().path("accepted").asInt() != 1) {
        throw new IllegalStateException(taken.toString());
      }
    }
  }

  /** Starts it, waits for its end, returns its id. */
  private static String done(GraphQlClient client, String query, String mutation) {
    String id = id(client.data("mutation { %s { id } }".formatted(mutation)));
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                client
                    .data("query { %s(id: \"%s\") { status } }".formatted(query, id))
                    .get("status")
                    .asString(),
            "SUCCEEDED"::equals);
    return id;
  }

  private static String id(JsonNode of) {
    return of.get("id").asString();
  }

  @Override
  public void close() {
    server.close();
    s3.close();
  }
}
