package dev.waybill.server.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.stores.s3.S3ProxyServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The main job over GraphQL: a whole server delivers into a store that checks signatures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphQlIT {
  private static final String CREATE =
      """
      mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_12_HOURS bucket: "archive" path: "p" region: "us-east-1" accessKeyId: "%s" secretAccessKey: "%s" %s })
        { id interval enabled connectionStatus endpointConfiguration { ... on S3AccessKeyEndpointConfiguration { bucket path region } } } }
      """
          .formatted(
              S3ProxyServer.ACCESS_KEY_ID, S3ProxyServer.SECRET_ACCESS_KEY, SentEvents.ALONE);

  private final S3ProxyServer s3 = S3ProxyServer.start();
  private final S3ProxyServer stopping = S3ProxyServer.start();
  private final TestingServer server =
      TestingServer.start(
          Map.of(
              "storage.s3-default-endpoint", s3.endpoint().toString(),
              "storage.s3-endpoints", stopping.endpoint().toString(),
              "storage.allow-private-addresses", "true"));

  @BeforeAll
  void createBuckets() {
    s3.createBucket("archive");
    stopping.createBucket("archive");
  }

  @AfterAll
  void close() {
    server.close();
    s3.close();
  }

  @Test
  void whatWasAcceptedIsDeliveredUnderItsKindAndHour() {
    TestingTenant tenant = server.newTenant();
    List<SentEvents.Sent> sent = SentEvents.send(tenant, 500);
    GraphQlClient client = new GraphQlClient(tenant);
    String path = tenant.id();
    JsonNode created = client.data(CREATE.replace("\"p\"", "\"" + path + "\""));
    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(s3.keys("archive")).contains(path + "/.waybill.export.log");

    JsonNode job = client.run(created.get("id").asString());
    assertThat(job.get("eventCount").asLong()).isEqualTo(500);
    Map<String, List<String>> delivered = new TreeMap<>();
    for (JsonNode object : job.get("objects")) {
      String key = object.get("key").asString();
      byte[] stored = s3.read("archive", path + "/" + key).orElseThrow();
      assertThat(stored).hasSize(object.get("storedBytes").asInt());
      delivered.put(key.substring(0, key.lastIndexOf('/') + 1), lines(stored));
    }
    Map<String, List<String>> expected =
        sent.stream()
            .collect(
                Collectors.groupingBy(
                    SentEvents.Sent::folder,
                    TreeMap::new,
                    Collectors.mapping(GraphQlIT::exported, Collectors.toList())));
    assertThat(delivered.keySet()).isEqualTo(expected.keySet());
    delivered.forEach(
        (folder, lines) ->
            assertThat(lines.stream().map(GraphQlIT::withoutReceipt))
                .as(folder)
                .containsExactlyElementsOf(expected.get(folder)));
  }

  @Test
  void theStatusSaysWhichOfThemIsWrong() {
    GraphQlClient client = new GraphQlClient(server.newTenant());
    String wrongSecret = CREATE.replace(S3ProxyServer.SECRET_ACCESS_KEY, "wrong");
    assertThat(client.data(wrongSecret).get("connectionStatus").asString())
        .contains("secret access key does not belong to the access key id");
    assertThat(client.data(CREATE.replace("archive", "absent")).get("connectionStatus").asString())
        .contains("the bucket 'absent' does not exist");
    String elsewhere = "endpoint: \"" + stopping.endpoint() + "\" region";
    JsonNode created = client.data(CREATE.replace("region:", elsewhere + ":"));
    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    String address = stopping.endpoint().getAuthority();
    stopping.close();
    JsonNode tested =
        client.data(
            "mutation { testExportConfiguration(id: \"%s\") { connectionStatus connectionTest { stage code advice } } }"
                .formatted(created.get("id").asString()));
    assertThat(tested.get("connectionStatus").asString())
        .contains("the store " + address + " refuses connections")
        .doesNotContain("secret", "does not exist");
    assertThat(tested.at("/connectionTest/stage").asString()).isEqualTo("RESOLVE");
  }

  @Test
  void aRepairedDestinationIsDeliveredToOnceItsStatusIsRead() {
    TestingTenant tenant = server.newTenant();
    List<SentEvents.Sent> sent = SentEvents.send(tenant, 10);
    GraphQlClient client = new GraphQlClient(tenant);
    String bucket = tenant.id();
    JsonNode created = client.data(CREATE.replace("archive", bucket));
    assertThat(created.get("connectionStatus").asString()).contains("does not exist");
    s3.createBucket(bucket);
    assertThat(
            client
                .data("query { getAllExportConfigurations { id connectionStatus } }")
                .at("/0/connectionStatus")
                .asString())
        .isEqualTo("SUCCESS");
    assertThat(client.run(created.get("id").asString()).get("eventCount").asInt())
        .isEqualTo(sent.size());
  }

  @Test
  void aKeyIsTakenWithAndWithoutScheme() {
    GraphQlClient client = new GraphQlClient(server.newTenant());
    String document = "query { getAllExportConfigurations { id } }";
    assertThat(client.post(client.key(), document).status()).isEqualTo(200);
    assertThat(client.post("Bearer " + client.key(), document).status()).isEqualTo(200);
    Answer refused = client.post("Bearer wrong", document);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().at("/errors/0/extensions/code").asString())
        .isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void aKeyThatMayOnlyReadSeesButDoesNotChange() {
    TestingTenant tenant = server.newTenant();
    GraphQlClient client = new GraphQlClient(tenant);
    String reader = tenant.newKey("AUDIT_READ");
    assertThat(client.post(reader, "query { storageIntegrations { id } }").json().has("errors"))
        .isFalse();
    assertThat(client.post(reader, CREATE).json().at("/errors/0/extensions/code").asString())
        .isEqualTo("FORBIDDEN");
    assertThat(client.post(tenant.newKey("INGEST"), CREATE).status()).isEqualTo(403);
    assertThat(client.data("query { getAllExportConfigurations { id } }")).isEmpty();
  }

  @Test
  void theSchemaIsServed() {
    Answer schema = server.client().get("/api/audit/graphql/schema").send();
    assertThat(schema.status()).isEqualTo(200);
    assertThat(schema.body()).contains("createS3AccessKeyExportConfiguration");
  }

  private static String exported(SentEvents.Sent sent) {
    String open = sent.line().substring(0, sent.line().length() - 1);
    return open + ",\"eventKind\":\"" + sent.kind() + "\"}";
  }

  private static String withoutReceipt(String line) {
    return line.replaceFirst(",\"receivedTime\":\\d{13},\"eventKind\"", ",\"eventKind\"");
  }

  private static List<String> lines(byte[] gzip) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
