package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.exports.SetupTerms;
import dev.waybill.stores.s3.setup.PrincipalArn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SetupApiTest {
  private static final String PRINCIPAL = "arn:aws:iam::999988887777:role/waybill";
  private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/k-1";
  private static final SetupTerms TERMS =
      new SetupTerms(
          Optional.of(new PrincipalArn(PRINCIPAL)), Optional.of("acme-"), List.of("203.0.113.7"));

  private final Path folder;
  private ApiFixture api;

  SetupApiTest(@TempDir Path folder) {
    this.folder = folder;
    api = new ApiFixture(folder, Optional.empty(), TERMS);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void givesEverythingForAnExportThatWasCreatedBeforeItsRole() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant);

    JsonNode setup =
        tenant
            .data(
                """
                { setupInstructions(data: { configurationId: "%s" accountId: "111122223333" }) {
                  principal externalId signingKeyId egressAddresses roleName roleNamePrefix
                  permissionPolicy trustPolicy bucketPolicyStatements bucketPolicyWarning
                  keyPolicyStatement script cloudFormation terraform notes } }
                """
                    .formatted(id))
            .get("setupInstructions");

    assertThat(setup.get("principal").asString()).isEqualTo(PRINCIPAL);
    assertThat(setup.get("externalId").asString()).isEqualTo(id);
    assertThat(setup.get("signingKeyId").asString())
        .isEqualTo(api.controlPlane.signingKeys().current().key().value());
    assertThat(setup.get("egressAddresses").toString()).isEqualTo("[\"203.0.113.7\"]");
    assertThat(setup.get("roleName").asString()).isEqualTo("acme-waybill-export");
    assertThat(setup.get("roleNamePrefix").asString()).isEqualTo("acme-");
    assertThat(json(setup.get("permissionPolicy")).at("/Statement/0/Resource").asString())
        .isEqualTo("arn:aws:s3:::acme-audit/p/*");
    assertThat(
            json(setup.get("trustPolicy"))
                .at("/Statement/0/Condition/StringEquals")
                .path("sts:ExternalId")
                .asString())
        .isEqualTo(id);
    assertThat(setup.get("bucketPolicyStatements").asString())
        .contains("arn:aws:iam::111122223333:role/acme-waybill-export");
    assertThat(setup.get("keyPolicyStatement").isNull()).isTrue();
    assertThat(setup.get("script").asString()).startsWith("#!/usr/bin/env bash");
    assertThat(setup.get("cloudFormation").asString()).startsWith("AWSTemplateFormatVersion");
    assertThat(setup.get("terraform").asString()).contains("aws_iam_role");
  }

  @Test
  void theIntegrationHasTheSameExternalIdAndAnotherBucketMayBeNamed() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant);
    String integration =
        tenant
            .data("{ exportConfiguration(id: \"%s\") { storageIntegrationId } }".formatted(id))
            .at("/exportConfiguration/storageIntegrationId")
            .asString();

    JsonNode setup =
        tenant
            .data(
                """
                { setupInstructions(data: { storageIntegrationId: "%s" createBucket: true
                  destination: "s3://other-bucket/q" region: "eu-west-1" expireAfterDays: 9 }) {
                  externalId script } }
                """
                    .formatted(integration))
            .get("setupInstructions");

    assertThat(setup.get("externalId").asString()).isEqualTo(id);
    assertThat(setup.get("script").asString())
        .contains("bucket='other-bucket'", "create-bucket", "\"Days\": 9");
  }

  @Test
  void takesKeyAndAclFromTheExportUnlessTheyAreGiven() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "kmsKeyId: \"" + KEY + "\" bucketOwnerFullControl: true");

    JsonNode known = permissions(tenant, id, "");
    assertThat(known.get("kmsKeyArn").asString()).isEqualTo(KEY);
    assertThat(known.get("bucketOwnerFullControl").asBoolean()).isTrue();
    assertThat(json(known.get("permissionPolicy")).at("/Statement/0/Action").toString())
        .isEqualTo("[\"s3:PutObject\",\"s3:PutObjectAcl\"]");
    assertThat(json(known.get("permissionPolicy")).at("/Statement/1/Resource").asString())
        .isEqualTo(KEY);
    assertThat(permissions(tenant, id, "destination: \"s3://acme-audit/q\"").toString())
        .as("another folder of the same bucket")
        .contains("s3:PutObjectAcl", KEY);

    JsonNode given =
        permissions(
            tenant,
            id,
            "bucketOwnerFullControl: false kmsKeyArn: \"%s\"".formatted(KEY.replace("k-1", "k-2")));
    assertThat(given.get("bucketOwnerFullControl").asBoolean()).isFalse();
    assertThat(given.get("permissionPolicy").asString())
        .contains("key/k-2")
        .doesNotContain("key/k-1", "s3:PutObjectAcl");
    assertThat(permissions(tenant, id, "bucket: \"other-bucket\"").toString())
        .doesNotContain(KEY, "s3:PutObjectAcl");
  }

  @Test
  void anAliasIsNoKeyThatAPolicyCouldName() {
    ApiFixture.Tenant tenant = api.tenant();

    JsonNode known = permissions(tenant, create(tenant, "kmsKeyId: \"alias/audit\""), "");

    assertThat(known.get("kmsKeyArn").isNull()).isTrue();
    assertThat(known.get("bucketOwnerFullControl").asBoolean()).isFalse();
    assertThat(known.get("permissionPolicy").asString()).doesNotContain("kms:", "s3:PutObjectAcl");
  }

  @Test
  void withoutAnExportThereIsNoTrustYet() {
    JsonNode setup = ask(api.tenant(), "bucket: \"acme-audit\"").get("setupInstructions");

    assertThat(setup.get("principal").asString()).isEqualTo(PRINCIPAL);
    assertThat(setup.get("externalId").isNull()).isTrue();
    assertThat(setup.get("trustPolicy").isNull()).isTrue();
    assertThat(setup.get("script").isNull()).isTrue();
    assertThat(setup.at("/notes/0").asString()).startsWith("An external id belongs to");
  }

  @Test
  void saysThatTheOperatorHasNotNamedAPrincipal() throws IOException {
    api.close();
    api = new ApiFixture(Files.createDirectory(folder.resolve("b")), Optional.empty());
    ApiFixture.Tenant tenant = api.tenant();

    JsonNode setup =
        ask(tenant, "configurationId: \"%s\"".formatted(create(tenant))).get("setupInstructions");

    assertThat(setup.get("principal").isNull()).isTrue();
    assertThat(setup.get("trustPolicy").isNull()).isTrue();
    assertThat(setup.at("/notes/0").asString()).contains("setup.s3-principal");
  }

  @Test
  void anotherTenantsExportIsNotFound() {
    String id = create(api.tenant());

    JsonNode error = refused(api.tenant(), "configurationId: \"%s\"".formatted(id));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("NOT_FOUND");
  }

  @Test
  void namesTheFieldThatCannotBeTaken() {
    Map<String, String> fields =
        Map.of(
            "path: \"p\"", "bucket",
            "bucket: \"acme-audit\" destination: \"s3://acme-audit\"", "destination",
            "bucket: \"acme-audit\" path: \"a//b\"", "path",
            "bucket: \"acme-audit\" roleName: \"mine\"", "roleName",
            "bucket: \"acme-audit\" createBucket: true", "region",
            "bucket: \"acme-audit\" expireAfterDays: 3", "expireAfterDays",
            "bucket: \"acme-audit\" kmsKeyArn: \"alias/a\"", "kmsKeyArn",
            "configurationId: \"a\" storageIntegrationId: \"b\"", "storageIntegrationId");

    fields.forEach(
        (data, field) -> {
          JsonNode error = refused(api.tenant(), data);
          assertThat(error.at("/extensions/code").asString()).as(data).isEqualTo("BAD_REQUEST");
          assertThat(error.at("/extensions/field").asString()).as(data).isEqualTo(field);
        });
  }

  @Test
  void aKeyThatMayOnlyReadMayAsk() {
    JsonNode answer =
        api.tenant()
            .post(
                "{ setupInstructions(data: { bucket: \"acme-audit\" }) { permissionPolicy } }",
                Map.of(),
                Map.of(TestApi.PERMISSION, "AUDIT_READ"));

    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
  }

  private static JsonNode ask(ApiFixture.Tenant tenant, String data) {
    return tenant.data(document(data));
  }

  private static JsonNode refused(ApiFixture.Tenant tenant, String data) {
    return tenant.error(document(data));
  }

  private static String document(String data) {
    return "{ setupInstructions(data: { %s }) { principal externalId trustPolicy script notes } }"
        .formatted(data);
  }

  private static JsonNode permissions(ApiFixture.Tenant tenant, String id, String more) {
    return tenant
        .data(
            """
            { setupInstructions(data: { configurationId: "%s" %s }) {
              kmsKeyArn bucketOwnerFullControl permissionPolicy } }
            """
                .formatted(id, more))
        .get("setupInstructions");
  }

  private static String create(ApiFixture.Tenant tenant) {
    return create(tenant, "");
  }

  /** Its bucket cannot be reached, as before the role exists. */
  private static String create(ApiFixture.Tenant tenant, String options) {
    return tenant
        .data(
            """
            mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_HOUR
              bucket: "acme-audit" path: "p" region: "us-east-1" endpoint: "%s"
              accessKeyId: "AK" secretAccessKey: "SK" %s }) { id } }
            """
                .formatted(ApiFixture.UNREACHABLE, options))
        .at("/createS3AccessKeyExportConfiguration/id")
        .asString();
  }

  private static JsonNode json(JsonNode text) {
    return new JsonMapper().readTree(text.asString());
  }
}
