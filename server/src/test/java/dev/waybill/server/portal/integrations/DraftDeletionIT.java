package dev.waybill.server.portal.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever deletes a draft saw a draft, whatever it has become since. */
class DraftDeletionIT {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"(\\w+)\"");

  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();
  private final GraphQlClient api = new GraphQlClient(tenant);
  private final String key = tenant.newKey("AUDIT");
  private final String id =
      api.data("mutation { createStorageIntegration(data: { name: \"lake\" draft: true }) { id } }")
          .path("id")
          .asString();

  @Test
  void oneThatWasCompletedMeanwhileStays() {
    String form = formOfTheDraft();
    complete();

    Answer answer = send(form);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body())
        .contains("The draft was completed in the meantime, so nothing was deleted");
    assertThat(server.client().get("/portal/integrations").key(key).send().body()).contains("lake");
    assertThat(send("").status()).as("the integration's own form").isEqualTo(303);
  }

  @Test
  void oneThatIsStillADraftGoes() {
    String form = formOfTheDraft();

    assertThat(send(form).status()).isEqualTo(303);

    assertThat(page().status()).isEqualTo(404);
    assertThat(send(form).status()).isEqualTo(404);
  }

  private void complete() {
    api.data(
        """
        mutation { updateStorageIntegrationDestination(id: "%s" data: {
          directory: { root: "%s" path: "lake" } }) { id draft } }
        """
            .formatted(id, server.exports()));
  }

  private Answer page() {
    return server.client().get("/portal/integrations/" + id).key(key).send();
  }

  /** What a browser sends for the button of the draft's page. */
  private String formOfTheDraft() {
    Answer page = page();
    assertThat(page.body()).contains("Delete the draft");
    return HIDDEN
        .matcher(page.body())
        .results()
        .map(field -> field.group(1) + "=" + field.group(2))
        .collect(Collectors.joining("&"));
  }

  private Answer send(String form) {
    return server
        .client()
        .post("/portal/integrations/" + id + "/delete")
        .key(key)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(form)
        .send();
  }
}
