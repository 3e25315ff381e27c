package dev.waybill.server.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SigningKeysIT {
  private static final String SET = "/.well-known/jwks.json";

  private final TestingServer server = TestingServer.shared();
  private final TestingClient client = server.client();

  @Test
  void showsEverybodyThePublicKeys() {
    Answer answer = client.get(SET).send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/jwk-set+json");
    assertThat(answer.json().propertyNames()).containsExactly("keys");
    assertThat(answer.json().path("keys")).isNotEmpty();
    for (JsonNode key : answer.json().path("keys")) {
      assertThat(key.propertyNames()).containsExactly("alg", "crv", "kid", "kty", "use", "x");
      assertThat(VerificationKey.decode((key + "\n").getBytes(US_ASCII)))
          .isInstanceOf(Decoded.Accepted.class);
    }
  }

  @Test
  void letsTheSetBeCachedUntilAKeyIsAdded() {
    Answer first = client.get(SET).send();
    assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=300");
    String tag = first.header("ETag");

    Answer unchanged = client.get(SET).header("If-None-Match", tag).send();
    rotate();
    Answer changed = client.get(SET).header("If-None-Match", tag).send();

    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    assertThat(unchanged.header("ETag")).isEqualTo(tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void givesTheSetToNobodyWhoWantsToChangeIt() {
    Answer answer = client.post(SET).send();

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(client.get("/.well-known/").send().status()).isEqualTo(404);
  }

  @Test
  void rotatesAndKeepsTheOldKeys() {
    List<String> before = ids(list());

    Answer rotated = rotate();

    assertThat(rotated.status()).isEqualTo(201);
    assertThat(rotated.text("status")).isEqualTo("CURRENT");
    assertThat(rotated.text("predecessor")).isEqualTo(before.getFirst());
    JsonNode after = list();
    assertThat(ids(after)).first().isEqualTo(rotated.text("id"));
    assertThat(ids(after).subList(1, before.size() + 1)).isEqualTo(before);
    JsonNode retired = after.get(1);
    assertThat(retired.path("status").asString()).isEqualTo("RETIRED");
    assertThat(Instant.parse(retired.path("retiredAt").asString()))
        .isEqualTo(rotated.text("createdAt"));
    assertThat(client.get(SET).send().json().path("keys"))
        .extracting(key -> key.path("kid").asString())
        .isEqualTo(ids(after));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"key\":\"x\"}", "nonsense"})
  void rotatesOnNothingItDoesNotKnow(String body) {
    List<String> before = ids(list());

    Answer refused =
        client.post("/api/admin/signing-keys/rotate").key(server.operatorKey()).body(body).send();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(ids(list())).isEqualTo(before);
  }

  @Test
  void showsNoSecret() {
    rotate();

    for (JsonNode key : list()) {
      assertThat(key.propertyNames())
          .isSubsetOf("id", "status", "createdAt", "retiredAt", "predecessor");
    }
  }

  private Answer rotate() {
    return client.post("/api/admin/signing-keys/rotate").key(server.operatorKey()).send();
  }

  private JsonNode list() {
    return client
        .get("/api/admin/signing-keys")
        .key(server.operatorKey())
        .send()
        .json()
        .path("keys");
  }

  private static List<String> ids(JsonNode keys) {
    return keys.valueStream().map(key -> key.path("id").asString()).toList();
  }
}
