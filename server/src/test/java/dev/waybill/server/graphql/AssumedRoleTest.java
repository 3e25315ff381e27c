package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.RoleArn;
import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.RoleSettings;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Exports by assumed role, with an STS that judges trust and a store that takes its sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssumedRoleTest {
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/r");
  private static final String CREATE =
      """
      mutation { createS3AssumedRoleExportConfiguration(data: { interval: EVERY_12_HOURS bucket: "archive" path: "p" region: "us-east-1" roleArn: "arn:aws:iam::111122223333:role/r" })
        { id interval enabled connectionStatus endpointConfiguration { ... on S3AssumedRoleEndpointConfiguration { bucket path region } } } }
      """;
  private static final String REFUSED =
      "Error testing access to S3 using AssumedRole arn:aws:iam::111122223333:role/r - User:"
          + " arn:aws:iam::999988887777:user/waybill is not authorized to perform: sts:AssumeRole"
          + " on resource: arn:aws:iam::111122223333:role/r";
  private static final String LIST =
      "query { getAllExportConfigurations { id interval enabled connectionStatus createdAt"
          + " updatedAt } }";
  private static final String TESTED =
      "{ connectionStatus connectionTest { status code stage message advice testedAt } }";

  private final SettableTime time = new SettableTime(Instant.parse("2026-11-20T14:20:00Z"));
  private final FakeSts sts = new FakeSts(time);
  private final S3ProxyServer s3 = S3ProxyServer.startForRoles(sts);
  private final ApiFixture api;

  AssumedRoleTest(@TempDir Path folder) {
    api =
        new ApiFixture(
            folder,
            Optional.of(s3.endpoint()),
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
  void isCreatedAlthoughTheRoleDoesNotTrustYetAndHealsAtTheFirstRead() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = tenant.data(CREATE).get("createS3AssumedRoleExportConfiguration");
    String id = created.get("id").asString();

    assertThat(created.get("connectionStatus").asString()).isEqualTo(REFUSED);
    assertThat(created.get("interval").asString()).isEqualTo("EVERY_12_HOURS");
    assertThat(created.get("enabled").asBoolean()).isTrue();
    assertThat(created.get("endpointConfiguration").toString())
        .isEqualTo("{\"bucket\":\"archive\",\"path\":\"p\",\"region\":\"us-east-1\"}");
    assertThat(sts.asked().getLast().externalId()).contains(id);
    assertThat(sts.asked().getLast().sessionName()).isEqualTo("waybill-" + id);

    sts.trust(ROLE, id);
    JsonNode listed = tenant.data(LIST).get("getAllExportConfigurations");
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("id").asString()).isEqualTo(id);
    assertThat(listed.get(0).get("enabled").asBoolean()).isTrue();
    assertThat(listed.get(0).get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(s3.keys("archive")).contains("p/.waybill.export.log");
  }

  @Test
  void theIdIsTheExternalIdAndStaysItThroughUpdates() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant);
    sts.trust(new RoleArn("arn:aws:iam::111122223333:role/other"), id);

    JsonNode updated =
        tenant
            .data(
                ("mutation { updateS3AssumedRoleExportConfiguration(data: { id: \"%s\" roleArn:"
                        + " \"arn:aws:iam::111122223333:role/other\" path: \"q\" }) { id externalId"
                        + " connectionStatus endpointConfiguration { ... on"
                        + " S3AssumedRoleEndpointConfiguration { bucket path roleArn endpoint"
                        + " pathStyle } } } }")
                    .formatted(id))
            .get("updateS3AssumedRoleExportConfiguration");

    assertThat(updated.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(updated.get("externalId").asString()).isEqualTo(id);
    assertThat(updated.at("/endpointConfiguration/roleArn").asString())
        .isEqualTo("arn:aws:iam::111122223333:role/other");
    assertThat(updated.at("/endpointConfiguration/path").asString()).isEqualTo("q");
    assertThat(sts.asked().getLast().roleArn()).endsWith("role/other");
    JsonNode integration =
        tenant
            .data(
                "query { storageIntegrations { externalId endpointConfiguration { ... on"
                    + " S3AssumedRoleEndpointConfiguration { roleArn } } } }")
            .at("/storageIntegrations/0");
    assertThat(integration.get("externalId").asString()).isEqualTo(id);
    assertThat(integration.at("/endpointConfiguration/roleArn").asString()).endsWith("role/other");
  }

  @Test
  void aLinkedExportUsesTheExternalIdOfTheIntegration() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant);
    sts.trust(ROLE, id);
    String integration =
        tenant
            .data(
                "query { exportConfiguration(id: \"%s\") { storageIntegrationId } }".formatted(id))
            .at("/exportConfiguration/storageIntegrationId")
            .asString();

    JsonNode linked =
        tenant
            .data(
                ("mutation { createExportConfiguration(data: { interval: EVERY_HOUR"
                        + " storageIntegrationId: \"%s\" }) { id externalId connectionStatus } }")
                    .formatted(integration))
            .get("createExportConfiguration");

    assertThat(linked.get("externalId").asString()).isEqualTo(id);
    assertThat(linked.get("id").asString()).isNotEqualTo(id);
    deliver(tenant, linked.get("id").asString());
    assertThat(sts.asked().getLast().externalId()).contains(id);
  }

  @Test
  void deliversUnderSessionsThatEndBetweenItsRequests() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant);
    sts.trust(ROLE, id);
    assertThat(status(tenant, id)).isEqualTo("SUCCESS");

    deliver(tenant, id);
    time.advance(Duration.ofHours(2));
    deliver(tenant, id);
    sts.endSessions();
    deliver(tenant, id);
  }

  @Test
  void trustThatIsTakenBackStopsDeliveriesAndIsNoticedByATest() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant);
    sts.trust(ROLE, id);
    assertThat(status(tenant, id)).isEqualTo("SUCCESS");
    sts.distrust(ROLE);
    sts.endSessions();
    assertThat(run(tenant, id)).isEqualTo("BLOCKED");
    assertThat(
            tenant
                .data(
                    ("query { exportJobs(configurationId: \"%s\") { nodes { failure { fault stage"
                            + " code } } } }")
                        .formatted(id))
                .at("/exportJobs/nodes/0/failure")
                .toString())
        .isEqualTo(
            "{\"fault\":\"CUSTOMER\",\"stage\":\"ASSUME_ROLE\",\"code\":\"ROLE_NOT_ASSUMABLE\"}");

    assertThat(
            tenant
                .data(
                    "mutation { testExportConfiguration(id: \"%s\") { connectionStatus } }"
                        .formatted(id))
                .at("/testExportConfiguration/connectionStatus")
                .asString())
        .isEqualTo(REFUSED);
    sts.trust(ROLE, id);
    time.advance(Duration.ofSeconds(3));
    assertThat(status(tenant, id)).isEqualTo("SUCCESS");
    api.deliver();
    assertThat(
            tenant
                .data(
                    "query { exportJobs(configurationId: \"%s\") { nodes { status } } }"
                        .formatted(id))
                .at("/exportJobs/nodes/0/status")
                .asString())
        .as("the job was woken")
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void warnsOfARoleThatOthersCouldUseOnlyWhenAsked() {
    ApiFixture.Tenant tenant = api.tenant();
    sts.trustWithoutCondition(ROLE);
    JsonNode created =
        tenant
            .data(CREATE.replace("{ id interval", "{ connectionTest { code } id interval"))
            .get("createS3AssumedRoleExportConfiguration");
    String id = created.get("id").asString();
    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(created.at("/connectionTest/code").asString()).isEqualTo("EXTERNAL_ID_NOT_ENFORCED");

    JsonNode read =
        tenant
            .data("query { exportConfiguration(id: \"%s\") %s }".formatted(id, TESTED))
            .get("exportConfiguration");
    assertThat(read.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(read.at("/connectionTest/stage").asString()).isEqualTo("EXTERNAL_ID_ENFORCED");
    assertThat(read.at("/connectionTest/message").asString())
        .startsWith("Your role can be used by others");
    assertThat(read.at("/connectionTest/advice").asString()).contains(id, "sts:ExternalId");

    sts.trust(ROLE, id);
    JsonNode tested =
        tenant
            .data("mutation { testExportConfiguration(id: \"%s\") %s }".formatted(id, TESTED))
            .at("/testExportConfiguration/connectionTest");
    assertThat(tested.get("stage").asString()).isEqualTo("COMPLETE");
    assertThat(tested.get("code").isNull()).isTrue();
  }

  @Test
  void keepsTheOptionsOfItsDestination() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created =
        tenant
            .data(
                CREATE
                    .replace("roleArn:", "encryption: SSE_S3 bucketOwnerFullControl: true roleArn:")
                    .replace("{ bucket path region }", "{ encryption bucketOwnerFullControl }"))
            .get("createS3AssumedRoleExportConfiguration");
    assertThat(created.get("endpointConfiguration").toString())
        .isEqualTo("{\"encryption\":\"SSE_S3\",\"bucketOwnerFullControl\":true}");

    JsonNode updated =
        tenant
            .data(
                ("mutation { updateS3AssumedRoleExportConfiguration(data: { id: \"%s\" kmsKeyId:"
                        + " \"alias/audit\" expectedBucketOwner: \"111122223333\" }) {"
                        + " endpointConfiguration { ... on S3AssumedRoleEndpointConfiguration {"
                        + " encryption kmsKeyId bucketKey expectedBucketOwner"
                        + " bucketOwnerFullControl } } } }")
                    .formatted(created.get("id").asString()))
            .at("/updateS3AssumedRoleExportConfiguration/endpointConfiguration");
    assertThat(updated.toString())
        .isEqualTo(
            "{\"encryption\":\"SSE_KMS\",\"kmsKeyId\":\"alias/audit\",\"bucketKey\":true,"
                + "\"expectedBucketOwner\":\"111122223333\",\"bucketOwnerFullControl\":true}");
  }

  @Test
  void refusesWhatIsNoRoleAndNamesTheField() {
    JsonNode error =
        api.tenant().error(CREATE.replace("arn:aws:iam::111122223333:role/r", "not-a-role"));
    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("roleArn");

    JsonNode missing =
        api.tenant().error(CREATE.replace(" roleArn: \"arn:aws:iam::111122223333:role/r\"", ""));
    assertThat(missing.at("/extensions/field").asString()).isEqualTo("roleArn");
  }

  @Test
  void updatesOnlyWhatGoesToS3ByRole() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant);
    JsonNode error =
        tenant.error(
            "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" path: \"q\" }) { id } }"
                .formatted(id));
    assertThat(error.get("message").asString()).contains("does not go to S3 with an access key");
    String directory =
        tenant
            .data(
                "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" }) { id } }"
                    .formatted(api.root))
            .at("/createDirectoryExportConfiguration/id")
            .asString();
    error =
        tenant.error(
            "mutation { updateS3AssumedRoleExportConfiguration(data: { id: \"%s\" path: \"q\" }) { id } }"
                .formatted(directory));
    assertThat(error.get("message").asString()).contains("does not go to S3 with an assumed role");
  }

  private void deliver(ApiFixture.Tenant tenant, String id) {
    assertThat(run(tenant, id)).isEqualTo("SUCCEEDED");
  }

  /** How a job ended that was run now. */
  private String run(ApiFixture.Tenant tenant, String id) {
    String job =
        tenant
            .data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(id))
            .at("/runExportConfiguration/id")
            .asString();
    api.deliver();
    return tenant
        .data("query { exportJob(id: \"%s\") { status } }".formatted(job))
        .at("/exportJob/status")
        .asString();
  }

  private static String create(ApiFixture.Tenant tenant) {
    return tenant.data(CREATE).at("/createS3AssumedRoleExportConfiguration/id").asString();
  }

  private static String status(ApiFixture.Tenant tenant, String id) {
    return tenant
        .data("query { exportConfiguration(id: \"%s\") { connectionStatus } }".formatted(id))
        .at("/exportConfiguration/connectionStatus")
        .asString();
  }
}
