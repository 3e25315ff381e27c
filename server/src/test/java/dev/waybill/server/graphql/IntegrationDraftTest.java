package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.exports.SetupTerms;
import dev.waybill.storage.RoleArn;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.RoleSettings;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Storage integrations whose external id is known before the role, so that nothing fails once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntegrationDraftTest {
  private static final String PRINCIPAL = "arn:aws:iam::999988887777:role/waybill";
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/sec/acme-w");
  private static final String SHOWN =
      " { id name draft externalId connectionStatus connectionTest { stage } revision createdAt"
          + " endpointConfiguration { ... on S3AssumedRoleEndpointConfiguration { bucket path"
          + " roleArn } } }";
  private static final String DRAFT =
      "mutation { createStorageIntegration(data: { name: \"archive\" draft: true })" + SHOWN + " }";
  private static final String COMPLETE =
      "mutation { updateStorageIntegrationDestination(id: \"%s\" data: { s3AssumedRole: { bucket:"
          + " \"archive\" path: \"p\" region: \"us-east-1\" roleArn: \""
          + ROLE
          + "\" } })"
          + SHOWN
          + " }";

  private final SettableTime time = new SettableTime(Instant.parse("2026-11-20T14:20:00Z"));
  private final FakeSts sts = new FakeSts(time);
  private final S3ProxyServer s3 = S3ProxyServer.startForRoles(sts);
  private final ApiFixture api;

  IntegrationDraftTest(@TempDir Path folder) {
    api =
        new ApiFixture(
            folder,
            Optional.of(s3.endpoint()),
            new SetupTerms(
                Optional.of(new PrincipalArn(PRINCIPAL)), Optional.of("acme-"), List.of()),
            new RoleSettings(Optional.of(sts.endpoint()), Optional.of(FakeSts.IDENTITY)),
            time);
  }

  @BeforeAll
  void createBucket() {
    s3.createBucket("archive");
  }

  @BeforeEach
  void trustNobody() {
    sts.distrust(ROLE);
  }

  @AfterAll
  void close() {
    api.close();
    s3.close();
    sts.close();
  }

  @Test
  void fromADraftToADeliveryWithoutAFailure() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode draft = tenant.data(DRAFT).get("createStorageIntegration");
    String id = draft.get("id").asString();
    String externalId = draft.get("externalId").asString();
    assertThat(draft.get("draft").asBoolean()).isTrue();
    assertThat(draft.get("name").asString()).isEqualTo("archive");
    assertThat(draft.get("revision").asInt()).isZero();
    assertThat(draft.get("endpointConfiguration").isNull()).isTrue();
    assertThat(draft.get("connectionTest").isNull()).isTrue();
    assertThat(draft.get("connectionStatus").asString())
        .contains("draft", "updateStorageIntegrationDestination");

    JsonNode setup =
        tenant
            .data(
                ("{ setupInstructions(data: { storageIntegrationId: \"%s\" destination:"
                        + " \"s3://archive/p\" }) { externalId trustPolicy permissionPolicy } }")
                    .formatted(id))
            .get("setupInstructions");
    assertThat(setup.get("externalId").asString()).isEqualTo(externalId);
    assertThat(setup.get("trustPolicy").asString()).contains(PRINCIPAL, externalId);
    assertThat(setup.get("permissionPolicy").asString()).contains("arn:aws:s3:::archive/p/*");

    sts.trust(ROLE, externalId);
    JsonNode completed =
        tenant.data(COMPLETE.formatted(id)).get("updateStorageIntegrationDestination");
    assertThat(completed.get("id").asString()).isEqualTo(id);
    assertThat(completed.get("draft").asBoolean()).isFalse();
    assertThat(completed.get("externalId").asString()).isEqualTo(externalId);
    assertThat(completed.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(completed.at("/connectionTest/stage").asString()).isEqualTo("COMPLETE");
    assertThat(completed.get("revision").asInt()).isEqualTo(1);
    assertThat(completed.get("createdAt")).isEqualTo(draft.get("createdAt"));
    assertThat(completed.at("/endpointConfiguration/roleArn").asString())
        .isEqualTo(ROLE.toString());

    JsonNode export = tenant.data(export(id)).get("createExportConfiguration");
    assertThat(export.get("externalId").asString()).isEqualTo(externalId);
    assertThat(export.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    tenant.data(
        "mutation { runExportConfiguration(id: \"%s\") { id } }"
            .formatted(export.get("id").asString()));
    api.deliver();
    assertThat(s3.keys("archive")).anyMatch(key -> key.contains("/manifests/000000000001"));
  }

  @Test
  void isListedAmongTheOthersAndNeverTested() {
    ApiFixture.Tenant tenant = api.tenant();
    int asked = sts.asked().size();
    String id = draft(tenant);

    JsonNode listed = tenant.data("{ storageIntegrations" + SHOWN + " }");

    assertThat(listed.get("storageIntegrations")).hasSize(1);
    assertThat(listed.at("/storageIntegrations/0/id").asString()).isEqualTo(id);
    assertThat(listed.at("/storageIntegrations/0/draft").asBoolean()).isTrue();
    assertThat(sts.asked()).hasSize(asked);
  }

  @Test
  void noExportCanUseIt() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = draft(tenant);
    sts.trust(ROLE, "anything");
    String created =
        tenant
            .data(
                ("mutation { createS3AssumedRoleExportConfiguration(data: { interval: EVERY_HOUR"
                        + " bucket: \"archive\" region: \"us-east-1\" roleArn: \"%s\" }) { id } }")
                    .formatted(ROLE))
            .at("/createS3AssumedRoleExportConfiguration/id")
            .asString();

    for (String document :
        List.of(
            export(id),
            ("mutation { updateExportConfiguration(data: { id: \"%s\" storageIntegrationId:"
                    + " \"%s\" }) { id } }")
                .formatted(created, id))) {
      JsonNode error = tenant.error(document);
      assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
      assertThat(error.get("message").asString()).contains("updateStorageIntegrationDestination");
    }
  }

  @Test
  void isCompletedEvenIfTheRoleDoesNotTrustYetAndHealsAtTheNextRead() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode draft = tenant.data(DRAFT).get("createStorageIntegration");

    JsonNode completed =
        tenant
            .data(COMPLETE.formatted(draft.get("id").asString()))
            .get("updateStorageIntegrationDestination");
    assertThat(completed.get("draft").asBoolean()).isFalse();
    assertThat(completed.get("connectionStatus").asString())
        .startsWith("Error testing access to S3 using AssumedRole " + ROLE);

    sts.trust(ROLE, draft.get("externalId").asString());
    assertThat(
            tenant
                .data("{ storageIntegrations { connectionStatus } }")
                .at("/storageIntegrations/0/connectionStatus")
                .asString())
        .isEqualTo("SUCCESS");
  }

  @Test
  void takesTheOptionsOfABucketAndKeepsThemThroughAMove() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = draft(tenant);
    String shown =
        " { endpointConfiguration { ... on S3AssumedRoleEndpointConfiguration { path encryption"
            + " bucketOwnerFullControl } } } }";
    tenant.data(
        COMPLETE
            .formatted(id)
            .replace("region:", "encryption: SSE_S3 bucketOwnerFullControl: true region:"));

    JsonNode moved =
        tenant.data(
            ("mutation { updateStorageIntegrationDestination(id: \"%s\" data: { s3AssumedRole: {"
                        + " path: \"q\" } })")
                    .formatted(id)
                + shown);

    assertThat(moved.at("/updateStorageIntegrationDestination/endpointConfiguration").toString())
        .isEqualTo("{\"path\":\"q\",\"encryption\":\"SSE_S3\",\"bucketOwnerFullControl\":true}");
  }

  @Test
  void aStaleRevisionIsAConflict() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = draft(tenant);
    String withRevision = COMPLETE.formatted(id).replace("data: {", "data: { revision: %d");

    JsonNode early = tenant.error(withRevision.formatted(1));
    tenant.data(withRevision.formatted(0));
    JsonNode late = tenant.error(withRevision.formatted(0));

    for (JsonNode error : List.of(early, late)) {
      assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
      assertThat(error.at("/extensions/field").asString()).isEqualTo("revision");
    }
  }

  @Test
  void anotherTenantsDraftDoesNotExist() {
    String id = draft(api.tenant());
    ApiFixture.Tenant other = api.tenant();

    assertThat(other.data("{ storageIntegrations { id } }").get("storageIntegrations")).isEmpty();
    for (String document :
        List.of(
            COMPLETE.formatted(id),
            export(id),
            "mutation { deleteStorageIntegration(id: \"%s\") { id } }".formatted(id),
            ("{ setupInstructions(data: { storageIntegrationId: \"%s\" bucket: \"archive\" }) {"
                    + " externalId } }")
                .formatted(id))) {
      assertThat(other.error(document).at("/extensions/code").asString())
          .as(document)
          .isEqualTo("NOT_FOUND");
    }
  }

  @Test
  void theSameRequestSentAgainIsTheSameDraft() {
    ApiFixture.Tenant tenant = api.tenant();
    Map<String, String> key = Map.of("Idempotency-Key", "k");

    JsonNode first = tenant.post(DRAFT, Map.of(), key);
    JsonNode again = tenant.post(DRAFT, Map.of(), key);
    JsonNode other = tenant.post(DRAFT.replace("\"archive\"", "\"another\""), Map.of(), key);

    assertThat(again).isEqualTo(first);
    assertThat(ApiFixture.onlyError(other).at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(tenant.data("{ storageIntegrations { id } }").get("storageIntegrations")).hasSize(1);
  }

  @Test
  void aKeyThatMayOnlyReadMakesNone() {
    JsonNode answer = api.tenant().post(DRAFT, Map.of(), Map.of(TestApi.PERMISSION, "AUDIT_READ"));

    assertThat(ApiFixture.onlyError(answer).at("/extensions/code").asString())
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void theOperatorsPrefixIsDemandedOfTheRolesOwnName() {
    ApiFixture.Tenant tenant = api.tenant();
    String foreign = "arn:aws:iam::111122223333:role/acme-path/other";
    String id = draft(tenant);
    String create =
        ("mutation { createS3AssumedRoleExportConfiguration(data: { interval: EVERY_HOUR bucket:"
                + " \"archive\" region: \"us-east-1\" roleArn: \"%s\" }) { id } }")
            .formatted(ROLE);
    String export = tenant.data(create).at("/createS3AssumedRoleExportConfiguration/id").asString();

    for (String document :
        List.of(
            create.replace(ROLE.toString(), foreign),
            COMPLETE.formatted(id).replace(ROLE.toString(), foreign),
            ("mutation { updateS3AssumedRoleExportConfiguration(data: { id: \"%s\" roleArn: \"%s\""
                    + " }) { id } }")
                .formatted(export, foreign))) {
      JsonNode error = tenant.error(document);
      assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
      assertThat(error.at("/extensions/field").asString()).isEqualTo("roleArn");
      assertThat(error.get("message").asString()).contains("begins with 'acme-'", "'other'");
    }
  }

  private static String draft(ApiFixture.Tenant tenant) {
    return tenant.data(DRAFT).at("/createStorageIntegration/id").asString();
  }

  private static String export(String integration) {
    return ("mutation { createExportConfiguration(data: { interval: EVERY_HOUR"
            + " storageIntegrationId: \"%s\" }) { id externalId connectionStatus } }")
        .formatted(integration);
  }
}
