package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys.Issued;
import dev.waybill.tenant.KeyTerms;
import dev.waybill.tenant.Permission;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The requests come with a key that has AUDIT alone. */
class ApiKeysApiTest {
  private static final String CREATE =
      "mutation { createApiKey(data: {name: \"ci\" permissions: [AUDIT_READ, AUDIT] %s})"
          + " { key { id name permissions prefix expiresAt lastUsedAt } secret } }";
  private static final String FIELDS =
      "{ id name permissions prefix createdAt expiresAt lastUsedAt }";

  private final ApiFixture api;
  private final ApiFixture.Tenant tenant;

  ApiKeysApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
    tenant = api.tenant();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void makesAKeyOfTheTenant() {
    JsonNode made = tenant.data(CREATE.formatted("expiresIn: \"90d\"")).path("createApiKey");

    String secret = made.path("secret").asString();
    ApiKey key = api.controlPlane.apiKeys().authenticate(secret).orElseThrow();
    assertThat(key.tenant()).contains(tenant.id);
    assertThat(key.permissions())
        .containsExactlyInAnyOrder(Permission.AUDIT, Permission.AUDIT_READ);
    assertThat(key.expiresAt()).contains(api.time.now().plus(Duration.ofDays(90)));
    assertThat(made.at("/key/id").asString()).isEqualTo(key.id().toString());
    assertThat(made.at("/key/permissions").toString()).isEqualTo("[\"AUDIT_READ\",\"AUDIT\"]");
    assertThat(secret).startsWith(made.at("/key/prefix").asString());
    assertThat(made.at("/key/lastUsedAt").isNull()).isTrue();
  }

  @Test
  void listsKeysWithTheirLastUseButNoSecret() {
    Issued sender = issue(tenant, Optional.empty(), Permission.INGEST);
    issue(api.tenant(), Optional.empty(), Permission.AUDIT);
    assertThat(api.controlPlane.apiKeys().authenticate(sender.secret())).isPresent();

    JsonNode listed = tenant.data("{ apiKeys " + FIELDS + " }").path("apiKeys");

    assertThat(listed.size()).isEqualTo(1);
    assertThat(listed.at("/0/id").asString()).isEqualTo(sender.key().id().toString());
    assertThat(Instant.parse(listed.at("/0/lastUsedAt").asString())).isEqualTo(api.time.now());
    assertThat(listed.toString()).doesNotContain(sender.secret());
  }

  @Test
  void nobodyComesByAKeyThatMayMoreThanTheirOwn() {
    Issued sender = issue(tenant, Optional.empty(), Permission.INGEST, Permission.AUDIT);

    JsonNode created =
        tenant.error(
            "mutation { createApiKey(data: {name: \"x\" permissions: [INGEST]}) { secret } }");
    JsonNode rotated = tenant.error(rotation(sender.key(), ""));

    assertThat(created.at("/extensions/code").asString()).isEqualTo("FORBIDDEN");
    assertThat(created.path("message").asString()).contains("INGEST");
    assertThat(rotated.at("/extensions/code").asString()).isEqualTo("FORBIDDEN");
    assertThat(api.controlPlane.apiKeys().list(Optional.of(tenant.id))).hasSize(1);
  }

  @Test
  void aKeyThatEndsMakesNoneThatOutlivesIt() {
    Instant end = api.time.now().plus(Duration.ofDays(7));
    Map<String, String> ending =
        Map.of(TestApi.PERMISSION, "AUDIT", TestApi.EXPIRES, end.toString());
    String create =
        "mutation { createApiKey(data: {name: \"x\" permissions: [AUDIT] %s})"
            + " { key { expiresAt } } }";
    ApiKey lasting = issue(tenant, Optional.empty(), Permission.AUDIT).key();
    Instant tomorrow = api.time.now().plus(Duration.ofDays(1));
    ApiKey brief = issue(tenant, Optional.of(tomorrow), Permission.AUDIT).key();

    for (String later :
        List.of(create.formatted("expiresIn: \"8d\""), rotation(lasting, "expiresIn: \"8d\""))) {
      assertThat(
              ApiFixture.onlyError(tenant.post(later, Map.of(), ending))
                  .at("/extensions/code")
                  .asString())
          .isEqualTo("FORBIDDEN");
    }
    assertEnd(tenant.post(create.formatted(""), Map.of(), ending), "createApiKey", end);
    assertEnd(
        tenant.post(create.formatted("expiresIn: \"1d\""), Map.of(), ending),
        "createApiKey",
        tomorrow);
    assertEnd(tenant.post(rotation(lasting, ""), Map.of(), ending), "rotateApiKey", end);
    assertEnd(tenant.post(rotation(brief, ""), Map.of(), ending), "rotateApiKey", tomorrow);
  }

  private static void assertEnd(JsonNode answer, String field, Instant end) {
    assertThat(Instant.parse(answer.at("/data/" + field + "/key/expiresAt").asString()))
        .isEqualTo(end);
  }

  @Test
  void aKeyOfOperatorsIsNotToBeHad() {
    JsonNode error =
        tenant.error(
            "mutation { createApiKey(data: {name: \"x\" permissions: [OPERATOR]}) { secret } }");

    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("permissions");
  }

  @ParameterizedTest
  @CsvSource({"{ apiKeys { id } }", "mutation { revokeApiKey(id: \"x\") { id } }"})
  void aKeyThatMayOnlyReadExportsSeesNoKeys(String document) {
    JsonNode answer = tenant.post(document, Map.of(), Map.of(TestApi.PERMISSION, "AUDIT_READ"));

    assertThat(ApiFixture.onlyError(answer).at("/extensions/code").asString())
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void replacesAKeyThatGoesOnForAnOverlap() {
    Issued before = issue(tenant, Optional.empty(), Permission.AUDIT);

    JsonNode done = tenant.data(rotation(before.key(), "overlap: \"1h\"")).path("rotateApiKey");
    JsonNode again = tenant.error(rotation(before.key(), ""));

    assertThat(done.at("/key/name").asString()).isEqualTo(before.key().name());
    assertThat(Instant.parse(done.at("/replaced/expiresAt").asString()))
        .isEqualTo(api.time.now().plus(Duration.ofHours(1)));
    assertThat(works(done.path("secret").asString())).isTrue();
    assertThat(works(before.secret())).isTrue();
    api.time.advance(Duration.ofHours(1));
    assertThat(works(before.secret())).isFalse();
    assertThat(again.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(again.path("message").asString()).contains(done.at("/key/id").asString());
  }

  @Test
  void revokesAKeyAtOnce() {
    Issued sender = issue(tenant, Optional.empty(), Permission.INGEST);
    assertThat(works(sender.secret())).isTrue();

    JsonNode revoked = tenant.data(revocation(sender.key())).path("revokeApiKey");

    assertThat(revoked.path("name").asString()).isEqualTo("sender");
    assertThat(works(sender.secret())).isFalse();
    assertThat(tenant.error(revocation(sender.key())).at("/extensions/code").asString())
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void anotherTenantsKeyIsAnsweredLikeNone() {
    Issued others = issue(api.tenant(), Optional.empty(), Permission.AUDIT);
    Issued platforms =
        api.controlPlane
            .apiKeys()
            .issue(Optional.empty(), "op", Set.of(Permission.OPERATOR), api.time.now());

    for (ApiKey foreign : List.of(others.key(), platforms.key())) {
      assertThat(tenant.error(revocation(foreign)).path("message"))
          .isEqualTo(
              tenant.error("mutation { revokeApiKey(id: \"none\") { id } }").path("message"));
      assertThat(tenant.error(rotation(foreign, "")).path("message").asString())
          .isEqualTo("There is no such key.");
    }
    assertThat(works(others.secret())).isTrue();
  }

  @Test
  void theSameRequestMakesOneKeyAndTellsItsSecretOnce() {
    Map<String, String> once = Map.of("Idempotency-Key", "k-1");
    JsonNode first = tenant.post(CREATE.formatted(""), Map.of(), once);
    JsonNode again = tenant.post(CREATE.formatted(""), Map.of(), once);
    JsonNode other = tenant.post(CREATE.formatted("expiresIn: \"1d\""), Map.of(), once);

    assertThat(first.at("/data/createApiKey/secret").asString()).startsWith("wb_");
    assertThat(again.at("/data/createApiKey/key")).isEqualTo(first.at("/data/createApiKey/key"));
    assertThat(again.at("/data/createApiKey/secret").isNull()).isTrue();
    assertThat(ApiFixture.onlyError(other).at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(api.controlPlane.apiKeys().list(Optional.of(tenant.id))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: \"\" permissions: [AUDIT]|name",
        "name: \"a\\t\" permissions: [AUDIT]|name",
        "name: \"a\" permissions: []|permissions",
        "name: \"a\" permissions: [AUDIT] expiresAt: \"tomorrow\"|expiresAt",
        "name: \"a\" permissions: [AUDIT] expiresAt: \"2026-11-20T14:20:00Z\"|expiresAt",
        "name: \"a\" permissions: [AUDIT] expiresAt: \"+999999999-01-01T00:00:00Z\"|expiresAt",
        "name: \"a\" permissions: [AUDIT] expiresIn: \"soon\"|expiresIn",
        "name: \"a\" permissions: [AUDIT] expiresIn: \"0s\"|expiresIn",
        "name: \"a\" permissions: [AUDIT] expiresIn: \"999999999d\"|expiresIn",
        "name: \"a\" permissions: [AUDIT] expiresIn: \"1d\" expiresAt:"
            + " \"2026-12-20T14:20:00Z\"|expiresIn"
      })
  void namesTheFieldThatIsWrong(String data, String field) {
    JsonNode error =
        tenant.error("mutation { createApiKey(data: {%s}) { secret } }".formatted(data));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"-1h", "91d", "1 fortnight"})
  void refusesAnOverlapThatIsNone(String overlap) {
    Issued before = issue(tenant, Optional.empty(), Permission.AUDIT);

    JsonNode error = tenant.error(rotation(before.key(), "overlap: \"%s\"".formatted(overlap)));

    assertThat(error.at("/extensions/field").asString()).isEqualTo("overlap");
    assertThat(works(before.secret())).isTrue();
  }

  private static String rotation(ApiKey key, String more) {
    return "mutation { rotateApiKey(id: \"%s\" %s) { key { id name expiresAt } secret replaced { expiresAt } } }"
        .formatted(key.id(), more);
  }

  private static String revocation(ApiKey key) {
    return "mutation { revokeApiKey(id: \"%s\") { id name } }".formatted(key.id());
  }

  private boolean works(String secret) {
    return api.controlPlane.apiKeys().authenticate(secret).isPresent();
  }

  private Issued issue(
      ApiFixture.Tenant of, Optional<Instant> expiresAt, Permission... permissions) {
    return api.controlPlane
        .apiKeys()
        .issue(
            Optional.of(of.id),
            new KeyTerms("sender", Set.of(permissions), expiresAt),
            api.time.now());
  }
}
