package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.log.Position;
import dev.waybill.stores.s3.S3ProxyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportChangesTest {
  private static final String UPDATE_S3 =
      "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" %s }) { id revision"
          + " interval connectionStatus connectionTest { code message } endpointConfiguration {"
          + " ... on S3AccessKeyEndpointConfiguration { bucket path region } } } }";

  private final S3ProxyServer s3 = S3ProxyServer.start();
  private final ApiFixture api;

  ExportChangesTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.of(s3.endpoint()));
  }

  @BeforeAll
  void createBuckets() {
    s3.createBucket("archive");
    s3.createBucket("other");
  }

  @AfterAll
  void close() {
    api.close();
    s3.close();
  }

  @Test
  void aDestinationMayBeGivenInOneField() {
    JsonNode created =
        api.tenant()
            .data(
                ("mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_HOUR"
                        + " destination: \"s3://archive/a/b/\" region: \"us-east-1\" accessKeyId:"
                        + " \"%s\" secretAccessKey: \"%s\" }) { name connectionStatus"
                        + " endpointConfiguration { ... on S3AccessKeyEndpointConfiguration {"
                        + " bucket path endpoint pathStyle } } } }")
                    .formatted(S3ProxyServer.ACCESS_KEY_ID, S3ProxyServer.SECRET_ACCESS_KEY))
            .get("createS3AccessKeyExportConfiguration");
    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(created.at("/endpointConfiguration/path").asString()).isEqualTo("a/b");
    assertThat(created.at("/endpointConfiguration/pathStyle").asBoolean()).isTrue();
    assertThat(s3.keys("archive")).contains("a/b/.waybill.export.log");
  }

  @Test
  void anExportWithoutANameIsCalledByItsDestinationAlsoAfterAMove() {
    ApiFixture.Tenant tenant = api.tenant();
    String unnamed = create(tenant, "");
    String named = create(tenant, " name: \"mine\"");
    String move =
        "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" path: \"elsewhere\" %s })"
            + " { name } }";
    String name = "/updateS3AccessKeyExportConfiguration/name";

    assertThat(tenant.data(move.formatted(unnamed, "")).at(name).asString())
        .startsWith("s3://archive/elsewhere");
    assertThat(tenant.data(move.formatted(named, "")).at(name).asString()).isEqualTo("mine");
    assertThat(tenant.data(move.formatted(named, "name: \"yours\"")).at(name).asString())
        .isEqualTo("yours");
  }

  @Test
  void pathRegionAndIntervalChangeWithoutTheSecret() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "");
    JsonNode updated =
        tenant
            .data(
                UPDATE_S3.formatted(
                    id, "path: \"moved\" region: \"us-east-1\" interval: EVERY_2_HOURS"))
            .get("updateS3AccessKeyExportConfiguration");
    assertThat(updated.get("revision").asInt()).isEqualTo(2);
    assertThat(updated.get("interval").asString()).isEqualTo("EVERY_2_HOURS");
    assertThat(updated.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(s3.keys("archive")).contains("moved/.waybill.export.log");
  }

  @Test
  void anotherBucketEndpointOrKeyNeedsTheSecretAnew() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "");
    for (String change :
        new String[] {
          "bucket: \"other\"",
          "destination: \"s3://other\"",
          "accessKeyId: \"AK2\"",
          "endpoint: \"" + ApiFixture.UNREACHABLE + "\""
        }) {
      JsonNode error = tenant.error(UPDATE_S3.formatted(id, change));
      assertThat(error.at("/extensions/field").asString()).isEqualTo("secretAccessKey");
      assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    }
    JsonNode updated =
        tenant
            .data(
                UPDATE_S3.formatted(
                    id,
                    "bucket: \"other\" secretAccessKey: \""
                        + S3ProxyServer.SECRET_ACCESS_KEY
                        + "\""))
            .get("updateS3AccessKeyExportConfiguration");
    assertThat(updated.at("/endpointConfiguration/bucket").asString()).isEqualTo("other");
    assertThat(updated.get("revision").asInt()).isEqualTo(2);
    assertThat(updated.get("connectionStatus").asString()).isEqualTo("SUCCESS");
  }

  @Test
  void aWrongNewSecretIsToldAndStopsNothing() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "");
    JsonNode wrong =
        tenant
            .data(UPDATE_S3.formatted(id, "secretAccessKey: \"wrong\""))
            .get("updateS3AccessKeyExportConfiguration");
    assertThat(wrong.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(wrong.at("/connectionTest/code").asString()).isEqualTo("NEW_ACCESS_KEY_REFUSED");
    assertThat(wrong.at("/connectionTest/message").asString())
        .contains("secret access key does not belong")
        .endsWith("Deliveries go on with the secret before it.");
    JsonNode right =
        tenant
            .data(
                UPDATE_S3.formatted(
                    id, "secretAccessKey: \"" + S3ProxyServer.SECRET_ACCESS_KEY + "\""))
            .get("updateS3AccessKeyExportConfiguration");
    assertThat(right.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(right.at("/connectionTest/code").isNull()).isTrue();
  }

  @Test
  void aWrongSecretOfTheOnlyKeyIsToldAndTheRightOneHeals() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "");
    JsonNode elsewhere =
        tenant
            .data(UPDATE_S3.formatted(id, "bucket: \"other\" secretAccessKey: \"wrong\""))
            .get("updateS3AccessKeyExportConfiguration");
    assertThat(elsewhere.get("connectionStatus").asString()).contains("secret access key");
    JsonNode right =
        tenant
            .data(
                UPDATE_S3.formatted(
                    id, "secretAccessKey: \"" + S3ProxyServer.SECRET_ACCESS_KEY + "\""))
            .get("updateS3AccessKeyExportConfiguration");
    assertThat(right.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(right.at("/connectionTest/code").isNull()).isTrue();
  }

  @Test
  void aStaleRevisionIsAConflict() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "");
    String update =
        "mutation { updateExportConfiguration(data: { id: \"%s\" revision: 1 name: \"%s\" }) { name"
            + " revision } }";
    assertThat(
            tenant
                .data(update.formatted(id, "first"))
                .at("/updateExportConfiguration/revision")
                .asInt())
        .isEqualTo(2);
    JsonNode error = tenant.error(update.formatted(id, "second"));
    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("revision");
  }

  @Test
  void anUpdateOfTheWrongKindIsRefused() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode error =
        tenant.error(
            "mutation { updateDirectoryExportConfiguration(data: { id: \"%s\" path: \"x\" }) { id } }"
                .formatted(create(tenant, "")));
    assertThat(error.at("/extensions/field").asString()).isEqualTo("id");
    JsonNode other = tenant.error(UPDATE_S3.formatted(directory(tenant, "one"), "path: \"x\""));
    assertThat(other.at("/extensions/field").asString()).isEqualTo("id");
  }

  @Test
  void linkedExportsShareADestinationThatOneOfThemCannotMove() {
    ApiFixture.Tenant tenant = api.tenant();
    String first = create(tenant, "eventKinds: [QUERY]");
    String integration =
        tenant
            .data(
                "query { exportConfiguration(id: \"%s\") { storageIntegrationId } }"
                    .formatted(first))
            .at("/exportConfiguration/storageIntegrationId")
            .asString();
    String link =
        "mutation { createExportConfiguration(data: { interval: EVERY_HOUR storageIntegrationId:"
            + " \"%s\" eventKinds: [%s] name: \"linked\" }) { id externalId warnings"
            + " connectionStatus } }";
    JsonNode apart =
        tenant.data(link.formatted(integration, "SYSTEM")).get("createExportConfiguration");
    assertThat(apart.get("warnings")).isEmpty();
    assertThat(apart.get("externalId").asString()).isEqualTo(first);
    assertThat(apart.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    JsonNode overlapping =
        tenant.data(link.formatted(integration, "QUERY CUSTOM")).get("createExportConfiguration");
    assertThat(overlapping.get("warnings")).hasSize(1);
    assertThat(overlapping.at("/warnings/0").asString()).contains("QUERY", first);
    JsonNode error = tenant.error(UPDATE_S3.formatted(first, "path: \"elsewhere\""));
    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(error.get("message").asString()).contains("updateStorageIntegrationDestination");
    assertThat(tenant.data("query { storageIntegrations { id } }").get("storageIntegrations"))
        .hasSize(1);
    for (JsonNode each :
        tenant
            .data("query { getAllExportConfigurations { id } }")
            .get("getAllExportConfigurations")) {
      tenant.data(
          "mutation { deleteExportConfiguration(id: \"%s\") { id } }"
              .formatted(each.get("id").asString()));
    }
    assertThat(tenant.data("query { storageIntegrations { id } }").get("storageIntegrations"))
        .isEmpty();
  }

  @Test
  void anExportMayBeAttachedToAnotherDestination() {
    ApiFixture.Tenant tenant = api.tenant();
    String one = directory(tenant, "one");
    String two = directory(tenant, "two");
    JsonNode moved =
        tenant
            .data(
                ("mutation { updateExportConfiguration(data: { id: \"%s\" storageIntegrationId:"
                        + " \"%s\" }) { endpointConfiguration { ... on"
                        + " DirectoryEndpointConfiguration { path } } } }")
                    .formatted(
                        one,
                        tenant
                            .data(
                                "query { exportConfiguration(id: \"%s\") { storageIntegrationId } }"
                                    .formatted(two))
                            .at("/exportConfiguration/storageIntegrationId")
                            .asString()))
            .get("updateExportConfiguration");
    assertThat(moved.at("/endpointConfiguration/path").asString()).isEqualTo("two");
  }

  @Test
  void aDirectoryExportLeavesItsMarkerInTheTenantsFolder() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = directory(tenant, "here");
    assertThat(Files.exists(marker(tenant, "here"))).isTrue();
    JsonNode updated =
        tenant
            .data(
                "mutation { updateDirectoryExportConfiguration(data: { id: \"%s\" path: \"there\" }) { connectionStatus connectionTest { stage code } } }"
                    .formatted(id))
            .get("updateDirectoryExportConfiguration");
    assertThat(updated.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(updated.at("/connectionTest/stage").asString()).isEqualTo("COMPLETE");
    assertThat(updated.at("/connectionTest/code").isNull()).isTrue();
    assertThat(Files.exists(marker(tenant, "there"))).isTrue();
  }

  @Test
  void disablingKeepsThePositionAndHidesTheNextJob() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = directory(tenant, "x");
    String read =
        "query { exportConfiguration(id: \"%s\") { enabled revision nextJobAt nextAttemptAt lag"
            + " lastSuccessAt consecutiveFailures deliveredThrough { position time } } }";
    JsonNode before = tenant.data(read.formatted(id)).get("exportConfiguration");
    assertThat(before.get("nextJobAt").asString()).startsWith("2026-11-20T15:0");
    // The log's clock is ahead of the fixture's by a millisecond for each barrier.
    assertThat(before.at("/deliveredThrough/time").asString())
        .isBetween("2026-11-20T13:19:59.999Z", "2026-11-20T13:20:01");
    assertThat(before.get("nextAttemptAt").isNull()).isTrue();
    assertThat(before.get("lag").asLong()).isBetween(3599L, 3600L);
    assertThat(before.get("lastSuccessAt").isNull()).isTrue();
    assertThat(before.get("consecutiveFailures").asInt()).isZero();
    tenant.data("mutation { disableExportConfiguration(id: \"%s\") { id } }".formatted(id));
    JsonNode after = tenant.data(read.formatted(id)).get("exportConfiguration");
    assertThat(after.get("enabled").asBoolean()).isFalse();
    assertThat(after.get("nextJobAt").isNull()).isTrue();
    assertThat(after.get("deliveredThrough")).isEqualTo(before.get("deliveredThrough"));
  }

  @Test
  void everyOptionIsKept() {
    JsonNode created =
        api.tenant()
            .data(
                ("mutation { createDirectoryExportConfiguration(data: { interval: EVERY_5_MINUTES"
                        + " root: \"%s\" name: \"All\" eventKinds: [SYSTEM QUERY] eventCategories:"
                        + " [\"b\" \"a\"] filter: \"\" format: NDJSON compression: ZSTD layout:"
                        + " PLAIN_HOURLY serviceFields: false startFrom:"
                        + " \"2026-11-20T10:00:00+01:00\" enabled: false }) { name interval"
                        + " eventKinds eventCategories format compression layout serviceFields"
                        + " startFrom enabled createdAt } }")
                    .formatted(api.root))
            .get("createDirectoryExportConfiguration");
    assertThat(created.toString())
        .isEqualTo(
            "{\"name\":\"All\",\"interval\":\"EVERY_5_MINUTES\",\"eventKinds\":[\"QUERY\",\"SYSTEM\"],"
                + "\"eventCategories\":[\"a\",\"b\"],\"format\":\"NDJSON\",\"compression\":\"ZSTD\","
                + "\"layout\":\"PLAIN_HOURLY\",\"serviceFields\":false,"
                + "\"startFrom\":\"2026-11-20T09:00:00Z\",\"enabled\":false,"
                + "\"createdAt\":\"2026-11-20T14:20:00Z\"}");
  }

  @Test
  void aTenantHasSoManyExportsAtMost() {
    ApiFixture.Tenant tenant = api.tenant();
    for (int i = 0; i < 20; i++) {
      directory(tenant, "p" + i);
    }
    JsonNode error =
        tenant.error(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" }) { id } }"
                .formatted(api.root));
    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
  }

  @Test
  void testingIsAnsweredByWhatIsFoundNow() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "");
    JsonNode tested =
        tenant
            .data(
                "mutation { testExportConfiguration(id: \"%s\") { connectionStatus connectionTest { testedAt } } }"
                    .formatted(id))
            .get("testExportConfiguration");
    assertThat(tested.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(tested.at("/connectionTest/testedAt").asString())
        .isEqualTo(api.time.now().toString());
  }

  @Test
  void theSchemaIsServedWithItsDescriptions() {
    assertThat(api.schema())
        .contains("createS3AccessKeyExportConfiguration", "Never shown again.", "scalar Long");
  }

  @Test
  void startsBehindWhatRetentionHasGivenUp() {
    ApiFixture.Tenant tenant = api.tenant();
    api.controlPlane
        .retentionLedger()
        .mark(
            api.controlPlane.tenants().find(tenant.id).orElseThrow(),
            new Position(5),
            Position.ZERO);

    String id = create(tenant, "startFrom: \"BEGINNING\"");

    assertThat(
            tenant
                .data(
                    "query { exportConfiguration(id: \"%s\") { deliveredThrough { position } } }"
                        .formatted(id))
                .at("/exportConfiguration/deliveredThrough/position")
                .asString())
        .isEqualTo("0000000000000005");
  }

  private String create(ApiFixture.Tenant tenant, String more) {
    return tenant
        .data(
            ("mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_HOUR bucket:"
                    + " \"archive\" path: \"%s\" region: \"us-east-1\" accessKeyId: \"%s\""
                    + " secretAccessKey: \"%s\" %s }) { id } }")
                .formatted(
                    tenant.id, S3ProxyServer.ACCESS_KEY_ID, S3ProxyServer.SECRET_ACCESS_KEY, more))
        .at("/createS3AccessKeyExportConfiguration/id")
        .asString();
  }

  private String directory(ApiFixture.Tenant tenant, String path) {
    return tenant
        .data(
            ("mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root:"
                    + " \"%s\" path: \"%s\" }) { id } }")
                .formatted(api.root, path))
        .at("/createDirectoryExportConfiguration/id")
        .asString();
  }

  private Path marker(ApiFixture.Tenant tenant, String path) {
    return api.root.resolve(tenant.id.value()).resolve(path).resolve(".waybill.export.log");
  }
}
