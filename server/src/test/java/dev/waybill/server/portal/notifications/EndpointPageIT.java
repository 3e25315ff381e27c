package dev.waybill.server.portal.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the page of a webhook endpoint asks for, and does. */
class EndpointPageIT {
  private static final String URL = "https://hooks.invalid/a"; // nobody ever answers there

  private final TestingTenant tenant = TestingServer.shared().newTenant();
  private final String key = tenant.newKey("AUDIT");
  private final GraphQlClient graphql = new GraphQlClient(tenant);
  private final String page = "/portal/notifications/endpoints/" + made();

  @Test
  void changesNothingThatWasChangedSinceThePageWasOpened() {
    String seen = seen();
    assertThat(save("https://hooks.invalid/b", seen).status()).isEqualTo(303);

    Answer stale = save(URL, seen);

    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body()).contains("open its page again");
    assertThat(endpoint().path("url").asString()).isEqualTo("https://hooks.invalid/b");
    assertThat(save(URL, "").status()).isEqualTo(400);
    assertThat(save("http://no", seen()).body())
        .as("known to the form that is shown again")
        .contains("aria-invalid=\"true\"", "name=\"seen\" value=\"" + seen() + "\"");
    assertThat(save(URL, seen()).status()).isEqualTo(303);
    assertThat(endpoint().path("url").asString()).isEqualTo(URL);
  }

  @Test
  void isChangedOnThePageThatShowsAnotherSecret() {
    Answer rotated = post("/rotate", Map.of("seen", seen()));
    assertThat(rotated.body()).contains("whsec_");

    assertThat(save(URL, seen(rotated)).status()).isEqualTo(303);
  }

  @Test
  void isDisabledAtOnceIfNothingWaits() {
    assertThat(post("/disable", Map.of()).status()).isEqualTo(303);
    assertThat(endpoint().path("enabled").asBoolean()).isFalse();
  }

  @Test
  void asksBeforeWhatWaitsIsForgotten() {
    assertThat(post("/test", Map.of()).status()).isEqualTo(303);

    Answer asked = post("/disable", Map.of());
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.body()).contains("<strong>1 notification</strong>", "is forgotten");
    assertThat(get("/delete").body()).contains("<strong>1 notification</strong>", "is forgotten");
    assertThat(endpoint().path("enabled").asBoolean()).as("asking changes nothing").isTrue();

    assertThat(post("/disable", Map.of("confirmed", "true")).status()).isEqualTo(303);
    assertThat(endpoint().path("enabled").asBoolean()).isFalse();
    assertThat(get("/delete").body()).doesNotContain("is forgotten");
    assertThat(post("/delete", Map.of()).status()).isEqualTo(303);
    assertThat(get("").status()).isEqualTo(404);
  }

  private Answer save(String url, String seen) {
    return post("", Map.of("url", url, "seen", seen));
  }

  private String seen() {
    return seen(get(""));
  }

  private static String seen(Answer page) {
    return page.body().replaceAll("(?s).*?name=\"seen\" value=\"([^\"]+)\".*", "$1");
  }

  private String made() {
    return graphql
        .data(
            "mutation { createWebhookEndpoint(data: { url: \"%s\" }) { endpoint { id } } }"
                .formatted(URL))
        .at("/endpoint/id")
        .asString();
  }

  private JsonNode endpoint() {
    return graphql.data("{ webhookEndpoints { url enabled } }").path(0);
  }

  private Answer get(String below) {
    return TestingServer.shared().client().get(page + below).key(key).send();
  }

  private Answer post(String below, Map<String, String> form) {
    return TestingServer.shared()
        .client()
        .post(page + below)
        .key(key)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(
            form.entrySet().stream()
                .map(
                    field ->
                        field.getKey()
                            + "="
                            + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")))
        .send();
  }
}
