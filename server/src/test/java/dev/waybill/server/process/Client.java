package dev.waybill.server.process;

import dev.waybill.server.testing.Verified;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a server process; each call may fail because the process was killed. */
public final class Client implements AutoCloseable {
  static final String TENANT = "acme";

  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(3);

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  Client(ServerProcess process) {
    this(process.port());
  }

  /** Of the server that listens on that port of this machine, now or later. */
  public Client(int port) {
    this.server = URI.create("http://127.0.0.1:" + port);
  }

  /** Makes the tenant and a key of it that may do everything a tenant's key may. */
  String createTenant(Path folder) throws IOException, InterruptedException {
    return createTenant(operatorKey(ServerProcess.data(folder)), TENANT);
  }

  /** The key that a server left in its data directory at its first start. */
  public static String operatorKey(Path data) throws IOException {
    return Files.readString(data.resolve("operator-key")).strip();
  }

  /** Makes a tenant and a key of it that may do everything a tenant's key may. */
  public String createTenant(String operatorKey, String tenant)
      throws IOException, InterruptedException {
    call("PUT", "/api/admin/tenants/" + tenant, operatorKey, Map.of("name", tenant));
    return call(
            "POST",
            "/api/admin/tenants/" + tenant + "/keys",
            operatorKey,
            Map.of("name", "test", "permissions", List.of("INGEST", "READ", "AUDIT")))
        .path("key")
        .asString();
  }

  /** What {@code waybill admin clock confirm} does; whether the server waited for it. */
  public boolean confirmClock(String operatorKey) throws IOException, InterruptedException {
    return call("POST", "/api/admin/clock/confirm", operatorKey, Map.of())
        .path("confirmed")
        .asBoolean();
  }

  /** What {@code waybill admin backup --include-keys} does; returns when it is complete. */
  void backup(String operatorKey, Path directory) throws IOException, InterruptedException {
    JsonNode backup =
        call(
            "POST",
            "/api/admin/backups",
            operatorKey,
            Map.of("directory", directory.toString(), "includeKeys", true));
    String path = "/api/admin/backups/" + backup.path("id").asString();
    while (backup.path("status").asString().equals("RUNNING")) {
      Thread.sleep(Duration.ofMillis(20));
      backup = call("GET", path, operatorKey, Map.of());
    }
    if (!backup.path("status").asString().equals("SUCCEEDED")) {
      throw new AssertionError(backup.toString());
    }
  }

  /** The JWK set of the keys that sign manifests. */
  public JsonNode publicKeys() throws IOException, InterruptedException {
    return json.readTree(
        http.send(
                HttpRequest.newBuilder(server.resolve(Verified.KEYS)).timeout(ANSWER_LIMIT).build(),
                BodyHandlers.ofByteArray())
            .body());
  }

  /** Sends events and returns the answer, of whatever status. */
  public HttpResponse<String> send(String key, String lines)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.resolve("/api/audit/events"))
            .timeout(ANSWER_LIMIT)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines))
            .build(),
        BodyHandlers.ofString());
  }

  /** Returns the only field of the answer's {@code data}. */
  public JsonNode graphql(String key, String document) throws IOException, InterruptedException {
    JsonNode answer = call("POST", "/api/audit/graphql", key, Map.of("query", document));
    if (answer.has("errors")) {
      throw new AssertionError(answer.path("errors").toString());
    }
    return answer.path("data").iterator().next();
  }

  /** A page of the tenant's events. */
  JsonNode events(String key, String query) throws IOException, InterruptedException {
    return call("GET", "/api/audit/events?" + query, key, Map.of());
  }

  /** A directory export of all that is sent, from the beginning; returns its id. */
  String createExport(String key, Path folder) throws IOException, InterruptedException {
    JsonNode created =
        graphql(
            key,
            """
            mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS
              root: "%s" path: "audit" startFrom: "BEGINNING" eventKinds: [CUSTOM QUERY] }) { id connectionStatus } }\
            """
                .formatted(ServerProcess.exports(folder)));
    if (!created.path("connectionStatus").asString().equals("SUCCESS")) {
      throw new AssertionError(created.toString());
    }
    return created.path("id").asString();
  }

  /** Where that export delivers to. */
  static Path place(Path folder) {
    return ServerProcess.exports(folder).resolve(TENANT).resolve("audit");
  }

  /** Asks for a run; returns the job's id. */
  public String run(String key, String configuration) throws IOException, InterruptedException {
    return graphql(key, "mutation { runExportConfiguration(id: \"" + configuration + "\") { id } }")
        .path("id")
        .asString();
  }

  /** The job's {@code status}, {@code eventCount} and {@code failure}. */
  public JsonNode job(String key, String id) throws IOException, InterruptedException {
    return graphql(
        key, "{ exportJob(id: \"" + id + "\") { status eventCount failure { code message } } }");
  }

  /** Runs the export again and again until a job finds nothing left. */
  void runUntilNothingIsLeft(String key, String configuration)
      throws IOException, InterruptedException {
    long delivered = 1;
    while (delivered > 0) {
      String id = run(key, configuration);
      JsonNode job = job(key, id);
      while (!job.path("status").asString().equals("SUCCEEDED")) {
        Thread.sleep(Duration.ofMillis(20));
        job = job(key, id);
      }
      delivered = job.path("eventCount").asLong();
    }
  }

  private JsonNode call(String method, String path, String key, Map<String, ?> body)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + " answered " + answer.statusCode());
    }
    return json.readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
