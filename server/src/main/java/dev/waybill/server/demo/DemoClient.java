package dev.waybill.server.demo;

import dev.waybill.manifest.VerificationKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the demo's server as any program would: over HTTP, with keys. */
final class DemoClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final URI server;

  DemoClient(URI server) {
    this.server = server;
  }

  void createTenant(String operatorKey, String tenant, String name) {
    send(
        request("/api/admin/tenants/" + tenant, operatorKey)
            .PUT(body(Map.of("name", name)))
            .build());
  }

  /** Returns the new key's secret. */
  String createKey(String operatorKey, String tenant, String name, String... permissions) {
    return send(request("/api/admin/tenants/" + tenant + "/keys", operatorKey)
            .POST(body(Map.of("name", name, "permissions", permissions)))
            .build())
        .path("key")
        .asString();
  }

  /** Sends events, one a line; the answer says how many were accepted. */
  JsonNode sendEvents(String key, String lines) {
    return send(
        HttpRequest.newBuilder(server.resolve("/api/audit/events"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines))
            .build());
  }

  /** Returns the field of {@code data} that carries the document's only field. */
  JsonNode graphql(String key, String document) {
    JsonNode answer =
        send(request("/api/audit/graphql", key).POST(body(Map.of("query", document))).build());
    if (answer.has("errors")) {
      throw new IllegalStateException(answer.path("errors").toString());
    }
    return answer.path("data").iterator().next();
  }

  /** The keys with which what this server signs is verified. */
  List<VerificationKey> publicKeys() {
    return send(HttpRequest.newBuilder(server.resolve("/.well-known/jwks.json")).build())
        .path("keys")
        .valueStream()
        .map(key -> Base64.getUrlDecoder().decode(key.path("x").asString()))
        .map(key -> VerificationKey.of(key).orElseThrow())
        .toList();
  }

  private HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  private HttpRequest.BodyPublisher body(Map<String, ?> value) {
    return BodyPublishers.ofByteArray(json.writeValueAsBytes(value));
  }

  private JsonNode send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            request.method()
                + " "
                + request.uri().getPath()
                + " answered "
                + answer.statusCode()
                + ": "
                + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
      }
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the server", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
