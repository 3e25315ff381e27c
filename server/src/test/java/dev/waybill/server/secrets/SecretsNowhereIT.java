package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.CapturedLog;
import dev.waybill.server.testing.TestingClient.Request;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives known secrets to the whole API, in the right places and in all wrong ones, and then looks
 * for them in every answer, the log, the data directory and backups.
 */
class SecretsNowhereIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GRAPHQL = "/api/audit/graphql";

  /** What is wrong with the request around a secret; {@code %s} is where the secret stands. */
  private static final List<String> WRONG_INPUTS =
      List.of(
          "interval: \"%s\"",
          "interval: EVERY_HOUR \"%s\"",
          "interval: EVERY_HOUR region: \"%s\"",
          "interval: EVERY_HOUR bucket: \"%s\"",
          "interval: EVERY_HOUR endpoint: \"%s\"",
          "interval: EVERY_HOUR encryption: \"%s\"",
          "interval: EVERY_HOUR encryption: SSE_KMS kmsKeyId: \"%s\"",
          "interval: EVERY_HOUR expectedBucketOwner: \"%s\"",
          "interval: EVERY_HOUR startFrom: \"%s\"",
          "interval: EVERY_HOUR filter: \"%s\"",
          "interval: EVERY_HOUR format: \"%s\"",
          "interval: EVERY_HOUR compression: \"%s\"",
          "interval: EVERY_HOUR layout: \"%s\"",
          "interval: EVERY_HOUR eventKinds: [\"%s\"]",
          "interval: EVERY_HOUR enabled: \"%s\"",
          "interval: EVERY_HOUR pathStyle: \"%s\"",
          "interval: EVERY_HOUR nothing: \"%s\"",
          "interval: EVERY_HOUR destination: \"%s\"",
          "interval: EVERY_HOUR secretAccessKey: [\"%s\"]",
          "interval: EVERY_HOUR secretAccessKey: {a: \"%s\"}",
          "interval: EVERY_HOUR secretAccessKey: \"%s",
          "interval: EVERY_HOUR secretAccessKey: %s",
          "interval: EVERY_HOUR secretAccessKey: \"\"\"%s\"",
          "interval: EVERY_HOUR secretAccessKey: \"%s\\q\"",
          "interval: EVERY_HOUR secretAccessKey: \"%s\" }) { id }",
          "interval: EVERY_HOUR secretAccessKey: \"%s\" secretAccessKey: \"%s\"",
          "interval: EVERY_HOUR secretAccessKey: \"%s\" }) { nothing } }");

  private final FakeSts sts = new FakeSts(new SettableTime(Instant.now()));
  private final S3ProxyServer s3 = S3ProxyServer.startForRoles(sts);
  private final SecretSearch search = new SecretSearch();
  private final List<String> found = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private int number;

  @TempDir private Path folder;

  @AfterEach
  void close() {
    s3.close();
    sts.close();
  }

  @Test
  void noSecretIsInAnAnswerALogAFileOrABackup() throws IOException {
    s3.createBucket("archive");
    TestingServer server =
        TestingServer.start(
            folder,
            Map.of(
                "storage.s3-default-endpoint", s3.endpoint().toString(),
                "storage.allow-private-addresses", "true",
                "storage.sts-endpoint", sts.endpoint().toString(),
                "storage.sts-access-key-id", FakeSts.IDENTITY.accessKeyId(),
                "storage.sts-secret-access-key", FakeSts.IDENTITY.secretAccessKey()));
    try (CapturedLog log = new CapturedLog(Level.TRACE)) {
      search.add("the operator's key", server.operatorKey());
      search.add("the service's own secret", FakeSts.IDENTITY.secretAccessKey());
      TestingTenant tenant = server.newTenant();
      String audit = key(tenant, "AUDIT", "READ", "INGEST");

      giveSecretsWhereTheyBelong(server, audit);
      giveSecretsWhereTheyDoNot(server, tenant, audit);
      useRoles(server, audit);
      answer(server.client().get("/api/audit/events?limit=100").key(audit), "events");
      answer(
          server
              .client()
              .get("/api/audit/events?limit=1000")
              .key(server.newPlatformKey("READ"))
              .header("Waybill-Tenant", "_operators"),
          "operators' events");
      backUp(server, "backup", false);
      answer(server.client().post("/api/admin/secrets/rotate").key(server.operatorKey()), "rotate");
      awaitRotation(server);
      backUp(server, "backup-with-key", true);
      server.stop();

      lookIntoFiles();
      log.lines().forEach(line -> found.addAll(search.in("the log: " + line, line)));
      assertThat(log.lines()).isNotEmpty();
      assertThat(asked).hasSizeGreaterThan(WRONG_INPUTS.size() * 2);
      assertThat(found).isEmpty();
    }
  }

  private void giveSecretsWhereTheyBelong(TestingServer server, String audit) {
    String right = S3ProxyServer.SECRET_ACCESS_KEY;
    search.add("an access key that is refused", right);
    JsonNode created = created(graphQl(server, audit, create("accessKeyId: \"AK\" ", right)));
    String id = created.path("id").asString();
    assertThat(id).isNotEmpty();
    String next = secret("the next access key");
    graphQl(
        server,
        audit,
        "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" accessKeyId: \"AK2\" secretAccessKey: \"%s\" }) { id connectionStatus connectionTest { code message advice } } }"
            .formatted(id, next));
    graphQl(
        server,
        audit,
        "mutation { testExportConfiguration(id: \"%s\") { connectionStatus } }".formatted(id));
    graphQl(server, audit, "mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(id));
    graphQl(
        server,
        audit,
        "query { getAllExportConfigurations { id name connectionStatus connectionTest { message advice } endpointConfiguration { ... on S3AccessKeyEndpointConfiguration { bucket path region accessKeys { accessKeyId } } } } }");
    String wrongWay = secret("an access key in a location");
    graphQl(
        server,
        audit,
        create(
            "endpoint: \"http://user:"
                + wrongWay.replace("/", "%2F")
                + "@127.0.0.1:9\" accessKeyId: \"AK\" ",
            secret("with an endpoint")));
  }

  private static String create(String fields, String secret) {
    return "mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_HOUR bucket: \"archive\" path: \"p\" region: \"us-east-1\" %s secretAccessKey: \"%s\" }) { id connectionStatus connectionTest { code message advice } } }"
        .formatted(fields, secret);
  }

  private static JsonNode created(Answer answer) {
    return answer.json().path("data").path("createS3AccessKeyExportConfiguration");
  }

  private void giveSecretsWhereTheyDoNot(TestingServer server, TestingTenant tenant, String audit) {
    for (String wrong : WRONG_INPUTS) {
      String secret = secret("in: " + wrong.replace("%s", "..."));
      graphQl(
          server,
          audit,
          "mutation { createS3AccessKeyExportConfiguration(data: { %s }) { id } }"
              .formatted(wrong.replace("%s", secret)));
      variables(server, audit, secret("in a variable: " + wrong.replace("%s", "...")), wrong);
    }
    raw(server, audit, "{\"query\":\"mutation($data: X) { a }\",\"variables\":{\"data\":\"%s\"}}");
    raw(
        server,
        audit,
        "{\"query\":\"query { getAllExportConfigurations { id } }\",\"variables\":\"%s\"}");
    raw(
        server,
        audit,
        "{\"query\":\"query { getAllExportConfigurations { id } }\",\"operationName\":\"%s\"}");
    raw(server, audit, "{\"query\":{\"a\":\"%s\"}}");
    raw(server, audit, "{\"query\":\"{ a }\",\"secretAccessKey\":\"%s");
    raw(server, audit, "{\"query\":\"{ a }\",\"%s\":1");
    raw(server, audit, "%s");
    raw(server, audit, "[\"%s\"]");
    admin(server);
    headersAndAddresses(server, tenant, audit);
    events(server, audit);
  }

  private void variables(TestingServer server, String audit, String secret, String wrong) {
    String field = wrong.replaceFirst("^interval: EVERY_HOUR ", "").replaceFirst(":.*", "");
    String body =
        JSON.writeValueAsString(
            Map.of(
                "query",
                "mutation($data: CreateS3AccessKeyExportConfigurationInput!) { createS3AccessKeyExportConfiguration(data: $data) { id } }",
                "variables",
                Map.of("data", Map.of(field, List.of(secret)))));
    answer(
        server
            .client()
            .post(GRAPHQL)
            .key(audit)
            .header("Content-Type", "application/json")
            .body(body),
        body);
  }

  private void raw(TestingServer server, String audit, String body) {
    String secret = secret("in the body " + body.replace("%s", "..."));
    answer(
        server
            .client()
            .post(GRAPHQL)
            .key(audit)
            .header("Content-Type", "application/json")
            .body(body.replace("%s", secret)),
        body);
  }

  private void admin(TestingServer server) {
    List<String> bodies =
        List.of(
            "{\"name\":[\"%s\"]}",
            "{\"nothing\":\"%s\"}",
            "{\"name\":\"a\",\"permissions\":[\"%s\"]}",
            "{\"name\":\"a\",\"permissions\":\"%s\"}",
            "{\"directory\":\"%s\"}",
            "{\"directory\":[\"%s\"]}",
            "{\"quotas\":\"%s\"}",
            "{\"name\":\"%s",
            "\"%s\"");
    List<String> posts =
        List.of(
            "/api/admin/keys",
            "/api/admin/backups",
            "/api/admin/secrets/rotate",
            "/api/admin/signing-keys/rotate");
    for (String body : bodies) {
      for (String path : posts) {
        String secret = secret("in " + body.replace("%s", "...") + " to " + path);
        answer(
            server.client().post(path).key(server.operatorKey()).body(body.replace("%s", secret)),
            path + " " + body);
      }
    }
  }

  private void headersAndAddresses(TestingServer server, TestingTenant tenant, String audit) {
    String key = key(tenant, "AUDIT");
    answer(server.client().get("/api/audit/events?key=" + key), "a key in the query");
    answer(server.client().get("/api/audit/events?cursor=" + key).key(audit), "a key as cursor");
    answer(server.client().get("/api/audit/events?kind=" + key).key(audit), "a key as kind");
    answer(server.client().get("/api/audit/events?from=" + key).key(audit), "a key as time");
    answer(server.client().get("/api/audit/events/" + key).key(audit), "a key in the path");
    answer(
        server.client().delete("/api/admin/keys/" + key).key(server.operatorKey()),
        "a key instead of its id");
    answer(
        server.client().get("/api/admin/tenants/" + key).key(server.operatorKey()),
        "a key instead of a tenant");
    answer(
        server.client().get("/api/admin/backups/" + key).key(server.operatorKey()),
        "a key instead of a backup");
    answer(
        server.client().get("/api/audit/events").key(audit).header("Waybill-Tenant", key),
        "a key as tenant");
    answer(
        server.client().get("/api/audit/events").key(audit).header("X-Request-Id", key),
        "a key as request id");
    answer(
        server.client().get("/api/version").header("Authorization", "Basic " + key), "a basic key");
    answer(server.client().get("/api/admin/tenants").key(key), "a key without the permission");
    answer(server.client().get("/api/admin/tenants").key(key + "x"), "a key with a letter more");
    answer(
        server.client().post(GRAPHQL).header("Authorization", "Token " + key).body("{}"),
        "a key after an unknown scheme");
    answer(server.client().request("TRACE", "/api/version").key(key), "a key to be traced");
    for (String id : List.of("exportConfiguration", "exportJob", "storageIntegration")) {
      graphQl(server, audit, "query { %s(id: \"%s\") { id } }".formatted(id, key));
    }
    for (String id :
        List.of(
            "enableExportConfiguration", "testExportConfiguration", "deleteExportConfiguration")) {
      graphQl(server, audit, "mutation { %s(id: \"%s\") { id } }".formatted(id, key));
    }
  }

  private void events(TestingServer server, String audit) {
    for (String line :
        List.of(
            "{\"eventType\":\"%s",
            "%s",
            "{\"eventTime\":\"%s\"}",
            "{\"eventKind\":\"%s\"}",
            "{\"eventType\":\"LOGIN\",\"clientID\":\"%s\"}",
            "{\"eventType\":\"LOGIN\",\"a\":1,\"a\":\"%s\"}")) {
      String secret = secret("in the event " + line.replace("%s", "..."));
      answer(server.client().events("", line.replace("%s", secret)).key(audit), line);
    }
  }

  /** One role that nobody trusts us with, and one that works: its session must not show up. */
  private void useRoles(TestingServer server, String audit) {
    IntStream.rangeClosed(1, 20)
        .forEach(
            session -> {
              search.add("session " + session, "secret-of-session-" + session);
              search.add("token " + session, "token-of-session-" + session);
            });
    RoleArn role = new RoleArn("arn:aws:iam::111122223333:role/canary");
    Answer created =
        graphQl(
            server,
            audit,
            "mutation { createS3AssumedRoleExportConfiguration(data: { interval: EVERY_HOUR bucket: \"archive\" path: \"r\" region: \"us-east-1\" roleArn: \"%s\" }) { id connectionStatus connectionTest { message advice } } }"
                .formatted(role.value()));
    String id = created.json().at("/data/createS3AssumedRoleExportConfiguration/id").asString();
    sts.trust(role, id);
    graphQl(
        server,
        audit,
        "mutation { testExportConfiguration(id: \"%s\") { connectionStatus connectionTest { code message advice } } }"
            .formatted(id));
    sts.thenError(403, "ExpiredToken", "The security token included in the request is expired");
    sts.endSessions();
    graphQl(
        server,
        audit,
        "mutation { testExportConfiguration(id: \"%s\") { connectionStatus connectionTest { code message } } }"
            .formatted(id));
    assertThat(sts.asked()).isNotEmpty();
  }

  private void backUp(TestingServer server, String name, boolean withKey) {
    String body =
        "{\"directory\":\"%s\",\"includeKeys\":%s}".formatted(folder.resolve(name), withKey);
    Answer begun =
        answer(
            server.client().post("/api/admin/backups").key(server.operatorKey()).body(body), body);
    String path = "/api/admin/backups/" + begun.text("id");
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                answer(server.client().get(path).key(server.operatorKey()), path)
                    .text("status")
                    .equals("SUCCEEDED"));
  }

  private void awaitRotation(TestingServer server) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                answer(server.client().get("/api/admin/secrets").key(server.operatorKey()), "keys")
                    .body()
                    .contains("SUCCEEDED"));
  }

  private void lookIntoFiles() throws IOException {
    Path key = folder.resolve("data/keys/secrets.json");
    Path copied = folder.resolve("backup-with-key/keys/secrets.json");
    search.addKeyIn(key).addKeyIn(copied);
    found.addAll(search.below(folder.resolve("data"), Set.of(key)));
    found.addAll(search.below(folder.resolve("backup"), Set.of()));
    found.addAll(search.below(folder.resolve("backup-with-key"), Set.of(copied)));
  }

  /** A new one, of characters that are written in many ways. */
  private String secret(String name) {
    number++;
    String secret = "Hush/%04d+quietly=1".formatted(number);
    search.add("secret " + number + " (" + name + ")", secret);
    return secret;
  }

  private String key(TestingTenant tenant, String... permissions) {
    String key = tenant.newKey(permissions);
    search.add("an API key", key);
    return key;
  }

  private Answer graphQl(TestingServer server, String key, String document) {
    return answer(
        server
            .client()
            .post(GRAPHQL)
            .key(key)
            .header("Content-Type", "application/json")
            .body(JSON.writeValueAsString(Map.of("query", document))),
        document);
  }

  private Answer answer(Request request, String what) {
    Answer answer = request.send();
    asked.add(what);
    found.addAll(search.in("the answer to " + what + ": " + answer.body(), answer.body()));
    found.addAll(search.in("headers of " + what, answer.headers().map().toString()));
    return answer;
  }
}
