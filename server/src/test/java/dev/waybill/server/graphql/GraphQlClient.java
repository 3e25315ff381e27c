package dev.waybill.server.graphql;

import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingTenant;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends documents to a whole server, for one tenant. */
final class GraphQlClient {
  private static final JsonMapper JSON = new JsonMapper();

  private final TestingClient client;
  private final String key;

  GraphQlClient(TestingTenant tenant) {
    client = tenant.server().client();
    key = tenant.newKey("AUDIT");
  }

  /** With the key as it is, without a scheme before it. */
  Answer post(String authorization, String document) {
    return client
        .post("/api/audit/graphql")
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .body(JSON.writeValueAsString(Map.of("query", document)))
        .send();
  }

  String key() {
    return key;
  }

  /** The data of a document's only field; there must be no error. */
  JsonNode data(String document) {
    Answer answer = post(key, document);
    JsonNode json = answer.json();
    if (answer.status() != 200 || json.has("errors")) {
      throw new AssertionError(answer.toString());
    }
    return json.get("data").iterator().next();
  }

  /** Runs an export now and waits until all is delivered. */
  JsonNode run(String configurationId) {
    String job =
        data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(configurationId))
            .get("id")
            .asString();
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                data(
                    "query { exportJob(id: \"%s\") { id status eventCount objects { key events storedBytes } } }"
                        .formatted(job)),
            found -> found.get("status").asString().equals("SUCCEEDED"));
  }
}
