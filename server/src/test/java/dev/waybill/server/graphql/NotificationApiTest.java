package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class NotificationApiTest {
  private static final String FIELDS = "{ id url types enabled disabledReason }";
  private static final String CREATE =
      "mutation { createWebhookEndpoint(data: { url: \"https://hooks.example.com/a\" types:"
          + " [\"delivery.failing\"] }) { endpoint "
          + FIELDS
          + " secret } }";

  private final ApiFixture api;
  private final ApiFixture.Tenant tenant;

  NotificationApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
    tenant = api.tenant();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void recipientsAreReplacedAndShown() {
    JsonNode set =
        tenant.data(
            "mutation { setNotificationRecipients(addresses: [\"a@acme.example\","
                + " \"a@acme.example\", \"b@acme.example\"]) }");

    assertThat(set.get("setNotificationRecipients").toString())
        .isEqualTo("[\"a@acme.example\",\"b@acme.example\"]");
    assertThat(tenant.data("{ notificationRecipients }").get("notificationRecipients"))
        .isEqualTo(set.get("setNotificationRecipients"));
    assertThat(api.tenant().data("{ notificationRecipients }").get("notificationRecipients").size())
        .isZero();
  }

  @Test
  void aRecipientThatIsNoAddressIsRefused() {
    JsonNode error =
        tenant.error(
            "mutation { setNotificationRecipients(addresses: [\"a@b\\r\\nBcc: c@d.example\"]) }");

    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("recipients");
  }

  @Test
  void aSecretIsShownOnceAndAnotherAfterARotation() {
    JsonNode made = tenant.data(CREATE).get("createWebhookEndpoint");
    String id = made.at("/endpoint/id").asString();

    assertThat(made.get("secret").asString()).startsWith("whsec_");
    assertThat(tenant.data("{ webhookEndpoints " + FIELDS + " }").toString())
        .contains(id, "delivery.failing")
        .doesNotContain("whsec_");
    JsonNode rotated =
        tenant.data("mutation { rotateWebhookSecret(id: \"" + id + "\") { secret } }");
    assertThat(rotated.at("/rotateWebhookSecret/secret").asString())
        .startsWith("whsec_")
        .isNotEqualTo(made.get("secret").asString());
  }

  @Test
  void anEndpointIsChangedTestedAndDeleted() {
    String id = tenant.data(CREATE).at("/createWebhookEndpoint/endpoint/id").asString();

    tenant.data("mutation { testWebhookEndpoint(id: \"" + id + "\") { id } }");
    JsonNode changed =
        tenant.data(
            "mutation { updateWebhookEndpoint(data: { id: \"%s\" types: [] enabled: false }) %s }"
                .formatted(id, FIELDS));
    assertThat(changed.at("/updateWebhookEndpoint/enabled").asBoolean()).isFalse();
    assertThat(changed.at("/updateWebhookEndpoint/types").size()).isZero();
    assertThat(changed.at("/updateWebhookEndpoint/url").asString())
        .isEqualTo("https://hooks.example.com/a");
    assertThat(
            tenant
                .error("mutation { testWebhookEndpoint(id: \"" + id + "\") { id } }")
                .at("/extensions/code")
                .asString())
        .isEqualTo("CONFLICT");

    tenant.data("mutation { deleteWebhookEndpoint(id: \"" + id + "\") { id } }");
    assertThat(tenant.data("{ webhookEndpoints { id } }").get("webhookEndpoints").size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://0x7f000001/"
      })
  void anAddressOfTheOperatorsNetworkIsRefusedAtOnce(String url) {
    JsonNode error =
        tenant.error(
            "mutation { createWebhookEndpoint(data: { url: \"" + url + "\" }) { secret } }");

    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "endpoint.tested", "delivery.failing delivery.recovered"})
  void aTypeThatThereIsNotIsRefused(String type) {
    JsonNode error =
        tenant.error(
            "mutation { createWebhookEndpoint(data: { url: \"https://example.com/\" types: [\"%s\"]"
                    .formatted(type)
                + " }) { secret } }");

    assertThat(error.at("/extensions/field").asString()).isEqualTo("types");
  }

  @Test
  void whoMayOnlyReadExportsSeesNoReceivers() {
    for (String query :
        new String[] {"{ notificationRecipients }", "{ webhookEndpoints { id } }"}) {
      JsonNode answer = tenant.post(query, Map.of(), Map.of(TestApi.PERMISSION, "AUDIT_READ"));

      assertThat(ApiFixture.onlyError(answer).at("/extensions/code").asString())
          .isEqualTo("FORBIDDEN");
    }
  }
}
