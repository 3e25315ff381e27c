package dev.waybill.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.webhooks.WebhookReceiver.Received;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running server tells a tenant's program what it is about, signed with that program's key. */
class WebhookIT {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void tellsTheTenantsEndpointAndSignsWhatItSays(@TempDir Path folder) throws Exception {
    try (WebhookReceiver ours = new WebhookReceiver();
        WebhookReceiver theirs = new WebhookReceiver();
        TestingServer server =
            TestingServer.start(
                Map.of(
                    "storage.allow-private-addresses",
                    "true",
                    "storage.ca-bundle",
                    WebhookReceiver.certificate(folder).toString()))) {
      TestingTenant tenant = server.newTenant();
      GraphQlClient client = new GraphQlClient(tenant);
      JsonNode endpoint = create(client, ours);
      create(new GraphQlClient(server.newTenant()), theirs);

      client.data(
          "mutation { testWebhookEndpoint(id: \"%s\") { id } }"
              .formatted(endpoint.at("/endpoint/id").asString()));
      JsonNode export =
          client.data(
              """
              mutation { createDirectoryExportConfiguration(data: { name: "all" interval: EVERY_HOUR
                root: "%s" path: "audit" startFrom: "NOW" }) { id } }
              """
                  .formatted(server.exports()));
      client.run(export.get("id").asString());

      await().atMost(60, SECONDS).until(() -> ours.received().size() >= 3);
      List<JsonNode> told = ours.received().stream().map(it -> JSON.readTree(it.body())).toList();
      assertThat(told)
          .extracting(each -> each.path("type").asString())
          .containsExactlyInAnyOrder(
              "endpoint.tested", "integration.created", "delivery.completed");
      assertThat(told).allMatch(each -> each.path("tenant").asString().equals(tenant.id()));
      String secret = endpoint.get("secret").asString();
      assertThat(ours.received()).allSatisfy(received -> assertIsSigned(received, secret));
      assertThat(theirs.received()).isEmpty();
    }
  }

  private static JsonNode create(GraphQlClient client, WebhookReceiver receiver) {
    return client.data(
        "mutation { createWebhookEndpoint(data: { url: \"%s\" }) { endpoint { id } secret } }"
            .formatted(receiver.url().text()));
  }

  /** As Standard Webhooks has receivers do it. */
  private static void assertIsSigned(Received received, String secret)
      throws GeneralSecurityException {
    Instant sent = Instant.ofEpochSecond(Long.parseLong(received.header("webhook-timestamp")));
    assertThat(sent).isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(300));
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed =
        received.header("webhook-id") + "." + sent.getEpochSecond() + "." + received.body();
    assertThat(received.header("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
  }
}
