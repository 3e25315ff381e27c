package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import dev.waybill.stores.s3.PlainS3Server;
import dev.waybill.stores.s3.PlainS3Server.Lack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A whole server delivers to stores that do not look whether a name is taken, and says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreWithoutConditionsIT {
  private static final String VIEW =
      """
      { id revision connectionStatus connectionTest { code stage advice }
        endpointConfiguration { ... on S3AccessKeyEndpointConfiguration { conditionalPuts checksum } } }\
      """;

  @TempDir private static Path folder;

  private PlainS3Server s3;
  private TestingServer server;
  private TestingTenant tenant;
  private GraphQlClient client;

  @BeforeAll
  void start() {
    s3 = new PlainS3Server(folder);
    server =
        TestingServer.start(
            Map.of(
                "storage.s3-default-endpoint", s3.endpoint().toString(),
                "storage.s3-endpoints", "*",
                "storage.allow-private-addresses", "true"));
  }

  @BeforeEach
  void newTenant() {
    tenant = server.newTenant();
    client = new GraphQlClient(tenant);
  }

  @AfterAll
  void close() {
    server.close();
    s3.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Lack.class,
      names = {"IGNORES_CONDITIONS", "REFUSES_CONDITIONS"})
  void deliversAndPutsAgainWithEqualContentAndWarns(Lack lack) {
    s3.lack(lack);
    JsonNode created = create(bucket(lack));
    String id = created.get("id").asString();
    assertWarns(created);

    SentEvents.send(tenant, 200);
    client.run(id);
    Map<String, String> before = contents(lack);
    assertThat(place(lack).events()).isPositive();
    redeliver(id);

    assertThat(contents(lack)).as("equal names, equal content").isEqualTo(before);
    Set<String> again = new HashSet<>();
    assertThat(s3.written().stream().filter(name -> !again.add(name))).hasSizeGreaterThan(1);
    assertThat(place(lack).events()).isPositive();
    assertWarns(export(id));
  }

  @Test
  void findsOutWhenADeliveryIsRefusedAndThatTheStoreWasUpgraded() {
    s3.lack();
    JsonNode created = create("changing");
    String id = created.get("id").asString();
    assertThat(created.at("/connectionTest/code").isNull()).isTrue();
    assertThat(created.at("/endpointConfiguration/conditionalPuts").asBoolean()).isTrue();
    assertThat(created.at("/endpointConfiguration/checksum").asString()).isEqualTo("CONTENT_MD5");

    s3.lack(Lack.REFUSES_CONDITIONS);
    SentEvents.send(tenant, 20);
    client.data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(id));
    await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertWarns(export(id)));
    assertThat(client.run(id).at("/failure/message").isMissingNode()).isTrue();

    s3.lack();
    JsonNode upgraded =
        client.data("mutation { testExportConfiguration(id: \"%s\") %s }".formatted(id, VIEW));
    assertThat(upgraded.at("/connectionTest/stage").asString()).isEqualTo("COMPLETE");
    assertThat(upgraded.at("/endpointConfiguration/conditionalPuts").asBoolean()).isTrue();
    assertThat(upgraded.get("revision").asInt()).isEqualTo(created.get("revision").asInt());
  }

  @Test
  void forgetsWhatItKnewWhenTheEndpointChanges() {
    s3.lack(Lack.IGNORES_CONDITIONS);
    String id = create("moving").get("id").asString();

    JsonNode moved =
        client.data(
            "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" endpoint: \"http://127.0.0.1:9\" secretAccessKey: \"secret\" }) %s }"
                .formatted(id, VIEW));

    assertThat(moved.get("connectionStatus").asString()).isNotEqualTo("SUCCESS");
    assertThat(moved.at("/endpointConfiguration/conditionalPuts").isNull()).isTrue();
  }

  private JsonNode create(String bucket) {
    return client.data(
        "mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_12_HOURS bucket: \"%s\" path: \"p\" region: \"us-east-1\" accessKeyId: \"AKIATEST\" secretAccessKey: \"secret\" startFrom: \"BEGINNING\" }) %s }"
            .formatted(bucket, VIEW));
  }

  /** Reading what does not work tests it. */
  private JsonNode export(String id) {
    return client.data("query { exportConfiguration(id: \"%s\") %s }".formatted(id, VIEW));
  }

  private static void assertWarns(JsonNode export) {
    assertThat(export.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(export.at("/connectionTest/code").asString()).isEqualTo("CONDITIONAL_PUT_MISSING");
    assertThat(export.at("/connectionTest/stage").asString()).isEqualTo("PUT");
    assertThat(export.at("/connectionTest/advice").asString()).contains("versioning");
    assertThat(export.at("/endpointConfiguration/conditionalPuts").asBoolean(true)).isFalse();
  }

  private void redeliver(String export) {
    String redelivery =
        client
            .data(
                "mutation { redeliver(configurationId: \"%s\", fromSequence: 1, toSequence: 1) { id } }"
                    .formatted(export))
            .get("id")
            .asString();
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                client
                    .data("query { redelivery(id: \"%s\") { status } }".formatted(redelivery))
                    .get("status")
                    .asString()
                    .equals("SUCCEEDED"));
  }

  private Verified place(Lack lack) {
    return Verified.place(
        folder.resolve(bucket(lack)).resolve("p"),
        server.client().get(Verified.KEYS).send().json());
  }

  private static String bucket(Lack lack) {
    return lack.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Map<String, String> contents(Lack lack) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve(bucket(lack)))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }
}
