package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import dev.waybill.stores.s3.S3BucketReader;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.verify.BucketReader;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A whole server heals a bucket from which its customer has deleted objects. */
class RedeliveryIT {
  private static final String CREATE =
      """
      mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_12_HOURS bucket: "archive" path: "p" region: "us-east-1" accessKeyId: "%s" secretAccessKey: "%s" %s }) { id connectionStatus } }
      """
          .formatted(
              S3ProxyServer.ACCESS_KEY_ID, S3ProxyServer.SECRET_ACCESS_KEY, SentEvents.ALONE);

  @Test
  void whatWasDeletedComesBackByteByByte() {
    try (S3ProxyServer s3 = S3ProxyServer.start();
        TestingServer server =
            TestingServer.start(
                Map.of(
                    "storage.s3-default-endpoint",
                    s3.endpoint().toString(),
                    "storage.allow-private-addresses",
                    "true"))) {
      s3.createBucket("archive");
      TestingTenant tenant = server.newTenant();
      GraphQlClient client = new GraphQlClient(tenant);
      SentEvents.send(tenant, 300);
      String export = client.data(CREATE).get("id").asString();
      client.run(export);
      client.run(export); // without an event: a job without objects
      Map<String, String> before = contents(s3);
      List<String> objects =
          before.keySet().stream().filter(key -> key.contains("-0001.")).toList();
      List<String> lost = objects.stream().filter(key -> objects.indexOf(key) % 2 == 0).toList();
      lost.forEach(key -> s3.delete("archive", key));
      assertThat(contents(s3)).hasSize(before.size() - lost.size());

      String redelivery =
          client
              .data(
                  "mutation { redeliver(configurationId: \"%s\", fromSequence: 1, toSequence: 2) { id } }"
                      .formatted(export))
              .get("id")
              .asString();
      JsonNode done =
          await()
              .atMost(Duration.ofMinutes(3))
              .until(
                  () ->
                      client.data(
                          "query { redelivery(id: \"%s\") { status progress { objectsPut objectsPresent } } }"
                              .formatted(redelivery)),
                  found -> !found.get("status").asString().equals("RUNNING"));

      assertThat(done.get("status").asString()).isEqualTo("SUCCEEDED");
      assertThat(done.at("/progress/objectsPut").asInt()).isEqualTo(lost.size());
      assertThat(done.at("/progress/objectsPresent").asInt())
          .isEqualTo(objects.size() - lost.size());
      assertThat(contents(s3)).isEqualTo(before);
      try (BucketReader place =
          S3BucketReader.with(S3ProxyServer.accessKey(), s3.location("archive", "p"))) {
        JsonNode keys = server.client().get(Verified.KEYS).send().json();
        assertThat(Verified.place(place, keys).events()).isEqualTo(300);
      }
    }
  }

  private static Map<String, String> contents(S3ProxyServer s3) {
    Map<String, String> contents = new TreeMap<>();
    for (String key : s3.keys("archive")) {
      contents.put(key, HexFormat.of().formatHex(s3.read("archive", key).orElseThrow()));
    }
    return contents;
  }
}
