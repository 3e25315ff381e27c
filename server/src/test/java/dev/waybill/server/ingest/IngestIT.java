package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestIT {
  private static final String LOGIN = "{\"eventType\":\"LOGIN\",\"eventDetails\":\"d\"}";

  private final TestingServer server = TestingServer.shared();
  private final TestingClient client = server.client();
  private final TestingTenant tenant = server.newTenant();
  private final String key = tenant.newKey("INGEST", "READ");

  @Test
  void takesOneEventALine() {
    Answer answer = client.events("", LOGIN, "", LOGIN).key(key).send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .matches(
            "\\{\"accepted\":2,\"duplicates\":0,\"rejected\":\\[],\"position\":\"[0-9a-f]{16}\"}");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventType\":\"LOGIN\"}",
        "[{\"eventType\":\"LOGIN\"}]",
        "  [ {\"eventType\" : \"LOGIN\"} ]\n"
      })
  void takesOneJsonObjectOrAnArray(String body) {
    Answer answer =
        client
            .post("/api/audit/events")
            .header("Content-Type", "application/json; charset=UTF-8")
            .key(key)
            .body(body)
            .send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void dropsWhatCameBeforeWithTheSameId() {
    String event = "{\"eventID\":\"one\",\"eventType\":\"LOGIN\"}";
    client.events("", event).key(key).send();

    Answer again = client.events("", event, event, LOGIN).key(key).send();

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(again.json().path("duplicates").asInt()).isEqualTo(2);
  }

  @Test
  void succeedsIfAllAreDuplicates() {
    String event = "{\"eventID\":\"one\",\"eventType\":\"LOGIN\"}";
    client.events("", event).key(key).send();

    Answer again = client.events("", event).key(key).send();

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo("{\"accepted\":0,\"duplicates\":1,\"rejected\":[]}");
  }

  @Test
  void rejectsAnIdThatBelongsToOtherContent() {
    client.events("", "{\"eventID\":\"one\",\"eventType\":\"LOGIN\"}").key(key).send();

    Answer other =
        client
            .events("", "{broken", LOGIN, "{\"eventID\":\"one\",\"eventType\":\"LOGOUT\"}")
            .key(key)
            .send();

    assertThat(other.status()).isEqualTo(200);
    assertThat(other.json().path("rejected").path(0).path("line").asInt()).isEqualTo(1);
    assertThat(other.json().path("rejected").path(1).path("line").asInt()).isEqualTo(3);
    assertThat(other.json().path("rejected").path(1).path("code").asString())
        .isEqualTo("EVENT_ID_CONFLICT");
  }

  @Test
  void rejectsBadLinesAlone() {
    Answer answer = client.events("", LOGIN, "{\"eventType\":", LOGIN).key(key).send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().path("rejected").size()).isEqualTo(1);
    assertThat(answer.json().path("rejected").path(0).path("line").asInt()).isEqualTo(2);
    assertThat(answer.json().path("rejected").path(0).path("code").asString())
        .isEqualTo("INVALID_JSON");
    assertThat(answer.json().path("rejected").path(0).path("message").asString()).isNotBlank();
  }

  @Test
  void takesNoneOnRequestIfOneIsBad() {
    Answer answer = client.events("?onInvalid=fail", LOGIN, "{}").key(key).send();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("accepted").asInt()).isZero();
    assertThat(answer.json().path("rejected").path(0).path("line").asInt()).isEqualTo(2);
    assertThat(stored()).isEmpty();
  }

  @Test
  void takesNoneOnRequestIfAnIdIsTaken() {
    client.events("", "{\"eventID\":\"one\",\"eventType\":\"LOGIN\"}").key(key).send();

    Answer answer =
        client
            .events("?onInvalid=fail", LOGIN, "{\"eventID\":\"one\",\"eventType\":\"LOGOUT\"}")
            .key(key)
            .send();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("rejected").path(0).path("code").asString())
        .isEqualTo("EVENT_ID_CONFLICT");
    assertThat(stored()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "{}", "[1]"})
  void answers422IfNothingWasAccepted(String body) {
    Answer answer = client.events("", body).key(key).send();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("accepted").asInt(-1)).isZero();
    assertThat(answer.json().path("duplicates").asInt(-1)).isZero();
    assertThat(answer.json().path("rejected").isArray()).isTrue();
  }

  @Test
  void fillsInTheKindAndNeverOverridesIt() {
    client
        .events(
            "?kind=SYSTEM",
            "{\"eventName\":\"a\"}",
            "{\"eventName\":\"b\",\"eventKind\":\"CUSTOM\",\"eventType\":\"T\"}")
        .key(key)
        .send();

    assertThat(stored()).anyMatch(line -> line.endsWith("\"eventKind\":\"SYSTEM\"}"));
    assertThat(stored()).anyMatch(line -> line.endsWith("\"eventKind\":\"CUSTOM\"}"));
  }

  @Test
  void refusesUnknownParameters() {
    Answer kind = client.events("?kind=OTHER", LOGIN).key(key).send();
    Answer onInvalid = client.events("?onInvalid=panic", LOGIN).key(key).send();

    assertThat(kind.status()).isEqualTo(400);
    assertThat(kind.text("field")).isEqualTo("kind");
    assertThat(onInvalid.status()).isEqualTo(400);
    assertThat(onInvalid.text("field")).isEqualTo("onInvalid");
  }

  @Test
  void derivesIdsFromTheIdempotencyKey() {
    Answer first = client.events("", LOGIN, LOGIN).key(key).header("Idempotency-Key", "k1").send();
    Answer again = client.events("", LOGIN, LOGIN).key(key).header("Idempotency-Key", "k1").send();

    assertThat(first.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(again.json().path("duplicates").asInt()).isEqualTo(2);
  }

  @Test
  void refusesAnIdempotencyKeyThatIsTooLong() {
    Answer answer =
        client.events("", LOGIN).key(key).header("Idempotency-Key", "k".repeat(256)).send();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
  }

  @Test
  void readsGzipOfSeveralMembers() throws IOException {
    var body = new ByteArrayOutputStream();
    body.write(gzip(LOGIN + "\n"));
    body.write(gzip(LOGIN + "\n"));

    Answer answer = compressed("gzip", body.toByteArray());

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
  }

  @Test
  void readsZstdOfUnknownLength() {
    byte[] body = Zstd.compress((LOGIN + "\n" + LOGIN).getBytes(StandardCharsets.UTF_8));
    Answer answer =
        client
            .post("/api/audit/events")
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", "zstd")
            .key(key)
            .body(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .send();

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
  }

  @Test
  void refusesABodyThatIsNotWhatItsEncodingSays() throws IOException {
    byte[] gzip = gzip(LOGIN);
    byte[] cut = java.util.Arrays.copyOf(gzip, gzip.length - 3);
    byte[] trailing = java.util.Arrays.copyOf(gzip, gzip.length + 5);
    byte[] zstd = Zstd.compress(LOGIN.getBytes(StandardCharsets.UTF_8));
    byte[] cutZstd = java.util.Arrays.copyOf(zstd, zstd.length - 3);

    assertUnreadable(compressed("gzip", LOGIN.getBytes(StandardCharsets.UTF_8)));
    assertUnreadable(compressed("gzip", cut));
    assertUnreadable(compressed("gzip", trailing));
    assertUnreadable(compressed("gzip", new byte[0]));
    assertUnreadable(compressed("zstd", LOGIN.getBytes(StandardCharsets.UTF_8)));
    assertUnreadable(compressed("zstd", cutZstd));
    assertUnreadable(compressed("zstd", new byte[0]));
    assertThat(stored()).isEmpty();
  }

  @Test
  void refusesJsonThatEndsTooEarly() {
    Answer answer =
        client
            .post("/api/audit/events")
            .header("Content-Type", "application/json")
            .key(key)
            .body("[" + LOGIN + ",")
            .send();

    assertUnreadable(answer);
  }

  @Test
  void cutsABombOff() throws IOException {
    assertTooLarge(compressed("gzip", gzip(" ".repeat(17 << 20))));
    assertTooLarge(compressed("zstd", Zstd.compress(new byte[17 << 20])));
  }

  @Test
  void refusesABodyOverTheLimit() {
    assertTooLarge(client.events("", LOGIN + " ".repeat(16 << 20)).key(key).send());
  }

  @Test
  void refusesTooManyEvents() {
    String lines =
        IntStream.rangeClosed(0, 50_000).mapToObj(_ -> "{}").collect(Collectors.joining("\n"));

    assertTooLarge(client.events("", lines).key(key).send());
  }

  @Test
  void rejectsAnEventOverTheLimit() {
    String large = "{\"eventType\":\"T\",\"eventDetails\":\"" + "x".repeat(1 << 20) + "\"}";
    String deep = "{\"eventType\":\"T\",\"x\":" + "[".repeat(70) + "]".repeat(70) + "}";

    Answer answer = client.events("", large, deep, LOGIN).key(key).send();

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().path("rejected").path(0).path("code").asString())
        .isEqualTo("EVENT_TOO_LARGE");
    assertThat(answer.json().path("rejected").path(1).path("code").asString())
        .isEqualTo("EVENT_TOO_LARGE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1"
      })
  void refusesOtherContentTypes(String type) {
    Answer answer =
        client.post("/api/audit/events").header("Content-Type", type).key(key).body(LOGIN).send();

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text("code")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void refusesOtherEncodings() {
    Answer answer = compressed("br", new byte[] {1});

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip, zstd");
  }

  @Test
  void rejectsEventsOfASuspendedTenant() {
    client
        .put("/api/admin/tenants/" + tenant.id())
        .key(server.operatorKey())
        .body("{\"suspended\":true}")
        .send();

    Answer answer = client.events("", LOGIN).key(key).send();

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("rejected").path(0).path("code").asString())
        .isEqualTo("UNKNOWN_TENANT");
  }

  @Test
  void rejectsAnEventThatNamesAnotherTenantThanItsKey() {
    Answer answer =
        client.events("", "{\"eventType\":\"T\",\"clientID\":\"other\"}").key(key).send();

    assertThat(answer.status()).isEqualTo(422);
  }

  @Test
  void takesEventsOfManyTenantsWithAPlatformKey() {
    String platform = server.newPlatformKey("INGEST");
    String other = server.newTenant().id();

    Answer answer =
        client
            .events(
                "",
                "{\"eventType\":\"T\",\"clientID\":\"%s\"}".formatted(tenant.id()),
                "{\"eventType\":\"T\",\"clientID\":\"%s\"}".formatted(other),
                "{\"eventType\":\"T\",\"clientID\":\"nobody\"}",
                LOGIN)
            .key(platform)
            .send();

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().has("position")).isFalse();
    assertThat(answer.json().path("rejected").path(0).path("line").asInt()).isEqualTo(3);
    assertThat(answer.json().path("rejected").path(0).path("code").asString())
        .isEqualTo("UNKNOWN_TENANT");
    assertThat(answer.json().path("rejected").path(1).path("code").asString())
        .isEqualTo("UNKNOWN_TENANT");
  }

  @Test
  void takesTheTenantOfAPlatformKeysRequestFromItsHeader() {
    String platform = server.newPlatformKey("INGEST");

    Answer named =
        client.events("", LOGIN).key(platform).header("Waybill-Tenant", tenant.id()).send();
    Answer unknown =
        client.events("", LOGIN).key(platform).header("Waybill-Tenant", "no/body").send();

    assertThat(named.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.json().path("rejected").path(0).path("code").asString())
        .isEqualTo("UNKNOWN_TENANT");
  }

  private java.util.List<String> stored() {
    var events = client.get("/api/audit/events?limit=1000").key(key).send().json().path("events");
    return events.values().stream()
        .filter(event -> !event.path("eventSource").asString().equals("Waybill"))
        .map(Object::toString)
        .toList();
  }

  private Answer compressed(String encoding, byte[] body) {
    return client
        .post("/api/audit/events")
        .header("Content-Type", "application/x-ndjson")
        .header("Content-Encoding", encoding)
        .key(key)
        .body(body)
        .send();
  }

  private static void assertUnreadable(Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("UNREADABLE_BODY");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  private static void assertTooLarge(Answer answer) {
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("code")).isEqualTo("TOO_LARGE");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void oneTenantOverItsQuotaDoesNotStopTheOthers() {
    TestingTenant full = server.newTenant();
    String fullKey = full.newKey("INGEST");
    client.events("", LOGIN).key(fullKey).send();
    quota(full, "1");

    Answer refused = client.events("", LOGIN).key(fullKey).send();
    Answer other = client.events("", LOGIN).key(key).send();
    Answer mixed =
        client
            .events("", of(tenant), of(full), of(tenant))
            .key(server.newPlatformKey("INGEST"))
            .send();
    quota(full, "null");
    Answer again = client.events("", LOGIN).key(fullKey).send();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("code")).isEqualTo("QUOTA_EXCEEDED");
    assertThat(refused.header("Retry-After")).isEqualTo("300");
    assertThat(other.status()).isEqualTo(200);
    assertThat(mixed.status()).isEqualTo(200);
    assertThat(mixed.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(mixed.json().at("/rejected/0/line").asInt()).isEqualTo(2);
    assertThat(mixed.json().at("/rejected/0/code").asString()).isEqualTo("QUOTA_EXCEEDED");
    assertThat(again.status()).isEqualTo(200);
  }

  private void quota(TestingTenant of, String bytes) {
    Answer set =
        client
            .put("/api/admin/tenants/" + of.id())
            .key(server.operatorKey())
            .body("{\"quotas\":{\"storageQuotaBytes\":%s}}".formatted(bytes))
            .send();
    assertThat(set.status()).isEqualTo(200);
  }

  private static String of(TestingTenant tenant) {
    return "{\"eventType\":\"LOGIN\",\"clientID\":\"" + tenant.id() + "\"}";
  }
}
