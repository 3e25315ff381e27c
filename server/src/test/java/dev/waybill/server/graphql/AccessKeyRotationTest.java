package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.stores.s3.S3ProxyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Exchanging the access key of an export, as its owner sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessKeyRotationTest {
  private static final String FIELDS =
      "{ id connectionStatus connectionTest { code message advice } warnings"
          + " endpointConfiguration { ... on S3AccessKeyEndpointConfiguration { bucket"
          + " accessKeys { accessKeyId addedAt ageDays current } } } }";
  private static final String SECRET = "secret-of-";

  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final S3ProxyServer s3 =
      S3ProxyServer.startForKeys(id -> Optional.ofNullable(keys.get(id)));
  private final ApiFixture api;

  AccessKeyRotationTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.of(s3.endpoint()));
  }

  @BeforeAll
  void createBuckets() {
    s3.createBucket("archive");
    s3.createBucket("other");
    activate("AKIAFIRST");
  }

  @AfterAll
  void close() {
    api.close();
    s3.close();
  }

  @Test
  void theAgeOfAKeyIsShownAndWarnedOfAfterNinetyDays() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);
    assertThat(created.at("/endpointConfiguration/accessKeys"))
        .hasToString(
            "[{\"accessKeyId\":\"AKIAFIRST\",\"addedAt\":\"%s\",\"ageDays\":0,\"current\":true}]"
                .formatted(api.time.now()));
    assertThat(created.get("warnings")).isEmpty();
    api.time.advance(Duration.ofDays(90));
    assertThat(read(tenant, created).get("warnings")).isEmpty();
    api.time.advance(Duration.ofDays(7));
    JsonNode later = read(tenant, created);
    assertThat(later.at("/endpointConfiguration/accessKeys/0/ageDays").asInt()).isEqualTo(97);
    assertThat(later.at("/warnings/0").asString())
        .startsWith("The access key AKIAFIRST is 97 days old: ");
    activate("AKIASECOND");
    JsonNode exchanged = update(tenant, created, "AKIASECOND");
    assertThat(exchanged.at("/endpointConfiguration/accessKeys/0/ageDays").asInt()).isZero();
    api.time.advance(Duration.ofMinutes(10));
    JsonNode tested = test(tenant, created);
    assertThat(ids(tested)).isEqualTo("AKIASECOND");
    assertThat(tested.at("/endpointConfiguration/accessKeys/0/ageDays").asInt()).isZero();
    assertThat(tested.get("warnings")).isEmpty();
  }

  @Test
  void twoKeysOverlapUntilTheNewOneWorks() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);

    JsonNode updated = update(tenant, created, "AKIALATER");

    assertThat(updated.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(updated.at("/connectionTest/code").asString()).isEqualTo("NEW_ACCESS_KEY_REFUSED");
    assertThat(updated.at("/connectionTest/message").asString())
        .contains("AKIALATER does not exist", "go on with the access key before it, AKIAFIRST");
    assertThat(ids(updated)).isEqualTo("AKIALATER,AKIAFIRST");
    assertThat(updated.at("/endpointConfiguration/accessKeys/1/current").asBoolean()).isFalse();
    assertThat(updated.get("warnings")).hasSize(1);
    assertThat(updated.at("/warnings/0").asString())
        .startsWith("Two access keys are held, AKIALATER and, before it, AKIAFIRST");
    assertThat(updated.toString()).doesNotContain(SECRET);

    activate("AKIALATER");
    JsonNode early = test(tenant, created);
    assertThat(early.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(early.at("/connectionTest/code").asString()).isEqualTo("NEW_ACCESS_KEY_NOT_PROVEN");
    assertThat(early.at("/connectionTest/advice").asString())
        .startsWith("Do not delete AKIAFIRST yet.");
    assertThat(ids(early)).isEqualTo("AKIALATER,AKIAFIRST");

    api.time.advance(Duration.ofMinutes(10));
    JsonNode tested = test(tenant, created);
    assertThat(tested.at("/connectionTest/code").isNull()).isTrue();
    assertThat(ids(tested)).isEqualTo("AKIALATER");
    assertThat(tested.get("warnings")).isEmpty();
  }

  @Test
  void aThirdKeyTakesThePlaceOfTheOneThatDidNotWork() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);
    update(tenant, created, "AKIATYPO");
    JsonNode third = update(tenant, created, "AKIANEXT");
    assertThat(ids(third)).isEqualTo("AKIANEXT,AKIAFIRST");
    assertThat(third.get("connectionStatus").asString()).isEqualTo("SUCCESS");
  }

  @Test
  void aThirdKeyTakesThePlaceOfTheSecondWhileThatMayNotWorkEverywhere() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);
    activate("AKIAWORKING");
    update(tenant, created, "AKIAWORKING");
    assertThat(ids(update(tenant, created, "AKIANOTYET"))).isEqualTo("AKIANOTYET,AKIAFIRST");
  }

  @Test
  void aThirdKeyStaysBesideTheSecondOnceThatWorks() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);
    activate("AKIAWORKING");
    update(tenant, created, "AKIAWORKING");
    api.time.advance(Duration.ofMinutes(10));
    assertThat(ids(update(tenant, created, "AKIANOTYET"))).isEqualTo("AKIANOTYET,AKIAWORKING");
  }

  @Test
  void aMistypedSecretOfTheKeyBeforeStopsNothing() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);
    update(tenant, created, "AKIANOTKNOWN");

    JsonNode returned =
        changed(tenant, "accessKeyId: \"AKIAFIRST\" secretAccessKey: \"mistyped\"", created);

    assertThat(returned.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(returned.at("/connectionTest/code").asString()).isEqualTo("NEW_ACCESS_KEY_REFUSED");
    assertThat(returned.at("/connectionTest/message").asString())
        .contains("AKIAFIRST")
        .endsWith("Deliveries go on with the secret before it.");
    assertThat(ids(returned)).isEqualTo("AKIAFIRST,AKIAFIRST");
    assertThat(
            returned.at("/endpointConfiguration/accessKeys").values().stream()
                .map(key -> key.get("current").asBoolean()))
        .containsExactly(true, false);
    assertThat(returned.at("/warnings/0").asString())
        .startsWith("Two secrets of the access key AKIAFIRST are held");
    assertThat(returned.toString()).doesNotContain("mistyped").doesNotContain(SECRET);
  }

  @Test
  void ifNeitherKeyWorksTheNewOneIsToldOf() {
    ApiFixture.Tenant tenant = api.tenant();
    activate("AKIASHORT");
    JsonNode created = create(tenant, "AKIASHORT");
    keys.remove("AKIASHORT");
    JsonNode updated = update(tenant, created, "AKIANEVER");
    assertThat(updated.get("connectionStatus").asString())
        .endsWith("with access key AKIANEVER - the access key id AKIANEVER does not exist");
    assertThat(updated.at("/connectionTest/code").asString()).isEqualTo("UNKNOWN_ACCESS_KEY");
    assertThat(ids(updated)).isEqualTo("AKIANEVER,AKIASHORT");
  }

  @Test
  void theKeyBeforeNeverGoesToAnotherBucket() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);
    assertThat(ids(update(tenant, created, "AKIAUNKNOWN"))).isEqualTo("AKIAUNKNOWN,AKIAFIRST");
    JsonNode moved =
        changed(
            tenant, "bucket: \"other\" secretAccessKey: \"" + SECRET + "AKIAUNKNOWN\"", created);
    assertThat(moved.at("/endpointConfiguration/bucket").asString()).isEqualTo("other");
    assertThat(ids(moved)).isEqualTo("AKIAUNKNOWN");
    assertThat(moved.at("/connectionTest/code").asString()).isEqualTo("UNKNOWN_ACCESS_KEY");
  }

  @Test
  void theKeyBeforeNeverGoesToAnotherOwner() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);
    assertThat(ids(update(tenant, created, "AKIAODD"))).isEqualTo("AKIAODD,AKIAFIRST");
    JsonNode changed = changed(tenant, "expectedBucketOwner: \"111122223333\"", created);
    assertThat(ids(changed)).isEqualTo("AKIAODD");
  }

  @Test
  void otherChangesAtTheSamePlaceKeepBothKeys() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant);
    update(tenant, created, "AKIAPENDING");
    JsonNode changed = changed(tenant, "path: \"moved\" interval: EVERY_2_HOURS", created);
    assertThat(ids(changed)).isEqualTo("AKIAPENDING,AKIAFIRST");
    assertThat(changed.get("connectionStatus").asString()).isEqualTo("SUCCESS");
  }

  @Test
  void anIntegrationWithoutAnExportExchangesItsKeyAlike() {
    ApiFixture.Tenant tenant = api.tenant();
    String key = "accessKeyId: \"%s\" secretAccessKey: \"" + SECRET + "%s\"";
    String fields =
        " { id connectionStatus connectionTest { code } endpointConfiguration { ... on"
            + " S3AccessKeyEndpointConfiguration { accessKeys { accessKeyId } } } } }";
    String id =
        tenant
            .data(
                ("mutation { createStorageIntegration(data: { s3AccessKey: { bucket: \"archive\""
                        + " region: \"us-east-1\" "
                        + key.formatted("AKIAFIRST", "AKIAFIRST")
                        + " } })")
                    + fields)
            .at("/createStorageIntegration/id")
            .asString();

    JsonNode updated =
        tenant
            .data(
                "mutation { updateStorageIntegrationDestination(id: \"%s\" data: { s3AccessKey: { %s } })"
                        .formatted(id, key.formatted("AKIANONE", "AKIANONE"))
                    + fields)
            .get("updateStorageIntegrationDestination");

    assertThat(updated.at("/connectionTest/code").asString()).isEqualTo("NEW_ACCESS_KEY_REFUSED");
    assertThat(ids(updated)).isEqualTo("AKIANONE,AKIAFIRST");
  }

  @Test
  void aDeletedExportShowsNoKeysAnyMore() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode deleted =
        tenant
            .data(
                "mutation { deleteExportConfiguration(id: \"%s\") %s }"
                    .formatted(create(tenant).get("id").asString(), FIELDS))
            .get("deleteExportConfiguration");
    assertThat(deleted.at("/endpointConfiguration/accessKeys")).isEmpty();
  }

  private void activate(String accessKeyId) {
    keys.put(accessKeyId, SECRET + accessKeyId);
  }

  private static JsonNode create(ApiFixture.Tenant tenant) {
    return create(tenant, "AKIAFIRST");
  }

  private static JsonNode create(ApiFixture.Tenant tenant, String accessKeyId) {
    return tenant
        .data(
            ("mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_HOUR bucket:"
                    + " \"archive\" path: \"%s\" region: \"us-east-1\" accessKeyId: \"%s\""
                    + " secretAccessKey: \"%s\" }) %s }")
                .formatted(tenant.id, accessKeyId, SECRET + accessKeyId, FIELDS))
        .get("createS3AccessKeyExportConfiguration");
  }

  private static JsonNode update(ApiFixture.Tenant tenant, JsonNode export, String accessKeyId) {
    return changed(
        tenant,
        "accessKeyId: \"%s\" secretAccessKey: \"%s\"".formatted(accessKeyId, SECRET + accessKeyId),
        export);
  }

  private static JsonNode changed(ApiFixture.Tenant tenant, String change, JsonNode export) {
    return tenant
        .data(
            "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" %s }) %s }"
                .formatted(export.get("id").asString(), change, FIELDS))
        .get("updateS3AccessKeyExportConfiguration");
  }

  private static JsonNode test(ApiFixture.Tenant tenant, JsonNode export) {
    return tenant
        .data(
            "mutation { testExportConfiguration(id: \"%s\") %s }"
                .formatted(export.get("id").asString(), FIELDS))
        .get("testExportConfiguration");
  }

  private static JsonNode read(ApiFixture.Tenant tenant, JsonNode export) {
    return tenant
        .data(
            "query { exportConfiguration(id: \"%s\") %s }"
                .formatted(export.get("id").asString(), FIELDS))
        .get("exportConfiguration");
  }

  private static String ids(JsonNode export) {
    return String.join(
        ",",
        export.at("/endpointConfiguration/accessKeys").values().stream()
            .map(key -> key.get("accessKeyId").asString())
            .toList());
  }
}
