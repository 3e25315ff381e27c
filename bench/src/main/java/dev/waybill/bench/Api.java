package dev.waybill.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The few calls that set a benchmark up. */
final class Api implements AutoCloseable {
  static final String TENANT = "bench";

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final URI server;
  private final String operatorKey;

  Api(URI server, String operatorKey) {
    this.server = server;
    this.operatorKey = operatorKey;
  }

  /** Makes the tenant, and a key with the permissions. */
  String key(String... permissions) throws Exception {
    call("PUT", "/api/admin/tenants/" + TENANT, operatorKey, Map.of("name", "Benchmark"));
    return call(
            "POST",
            "/api/admin/tenants/" + TENANT + "/keys",
            operatorKey,
            Map.of("name", "bench", "permissions", permissions))
        .path("key")
        .asString();
  }

  /** Makes a key of no tenant. */
  String operatorsKey(String... permissions) throws Exception {
    return call(
            "POST",
            "/api/admin/keys",
            operatorKey,
            Map.of("name", "bench", "permissions", permissions))
        .path("key")
        .asString();
  }

  /** Returns the only field of the answer's {@code data}. */
  JsonNode graphql(String key, String document) throws Exception {
    JsonNode answer = call("POST", "/api/audit/graphql", key, Map.of("query", document));
    if (answer.has("errors")) {
      throw new IllegalStateException(answer.path("errors").toString());
    }
    return answer.path("data").iterator().next();
  }

  private JsonNode call(String method, String path, String key, Map<String, ?> body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + " answered " + answer.statusCode() + answer.body());
    }
    return json.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
