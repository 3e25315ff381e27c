package dev.waybill.server.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends documents to a whole server, for one tenant. */
public final class GraphQlClient {
  private static final JsonMapper JSON = new JsonMapper();

  private final TestingClient client;
  private final String key;

  public GraphQlClient(TestingTenant tenant) {
    this(tenant.server(), tenant.newKey("AUDIT"));
  }

  /** For the tenant whose key it is. */
  public GraphQlClient(TestingServer server, String key) {
    this.client = server.client();
    this.key = key;
  }

  /** With the key as it is, without a scheme before it. */
  public Answer post(String authorization, String document) {
    return client
        .post("/api/audit/graphql")
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .body(JSON.writeValueAsString(Map.of("query", document)))
        .send();
  }

  public String key() {
    return key;
  }

  /** The data of a document's only field; there must be no error. */
  public JsonNode data(String document) {
    Answer answer = post(key, document);
    JsonNode json = answer.json();
    if (answer.status() != 200 || json.has("errors")) {
      throw new AssertionError(answer.toString());
    }
    return json.get("data").iterator().next();
  }

  /** Runs an export now and waits until all is delivered. */
  public JsonNode run(String configurationId) {
    String job =
        data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(configurationId))
            .get("id")
            .asString();
    return await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                data(
                    "query { exportJob(id: \"%s\") { id status eventCount objects { key events storedBytes } failure { message } } }"
                        .formatted(job)),
            found -> found.get("status").asString().equals("SUCCEEDED"));
  }
}
