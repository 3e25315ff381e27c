package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The options of S3 destinations, from the API to the requests of a delivery. */
class S3OptionsApiTest {
  private static final String ENCRYPTION = "x-amz-server-side-encryption";
  private static final String KEY_ID = "x-amz-server-side-encryption-aws-kms-key-id";
  private static final String OWNER = "x-amz-expected-bucket-owner";
  private static final String MARKER = ".waybill.export.log";
  private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/k-1";
  private static final String OPTIONS =
      "encryption kmsKeyId bucketKey expectedBucketOwner bucketOwnerFullControl";
  private static final String NONE =
      "{\"encryption\":\"BUCKET_DEFAULT\",\"kmsKeyId\":null,\"bucketKey\":null,"
          + "\"expectedBucketOwner\":null,\"bucketOwnerFullControl\":false}";

  private final RecordingBucket bucket = new RecordingBucket();
  private final ApiFixture api;
  private final ApiFixture.Tenant tenant;

  S3OptionsApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.of(bucket.endpoint()));
    tenant = api.tenant();
  }

  @AfterEach
  void close() {
    api.close();
    bucket.close();
  }

  @Test
  void withoutOptionsNothingIsAskedOfTheBucket() {
    JsonNode created = create("");

    assertThat(options(created)).isEqualTo(NONE);
    assertThat(bucket.lastPut(MARKER).header(ENCRYPTION)).isEmpty();
  }

  @Test
  void theTestPutsWithAllOptionsThatADeliveryUses() {
    JsonNode created =
        create(
            "kmsKeyId: \"%s\" expectedBucketOwner: \"111122223333\" bucketOwnerFullControl: true"
                .formatted(KEY));

    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(options(created))
        .isEqualTo(
            "{\"encryption\":\"SSE_KMS\",\"kmsKeyId\":\""
                + KEY
                + "\",\"bucketKey\":true,\"expectedBucketOwner\":\"111122223333\","
                + "\"bucketOwnerFullControl\":true}");
    deliver(created.get("id").asString());
    for (String object : new String[] {MARKER, "/events/", "/origin/", "/keys/", ".manifest"}) {
      RecordingBucket.Put put = bucket.lastPut(object);
      assertThat(put.header(ENCRYPTION)).as(object).isEqualTo("aws:kms");
      assertThat(put.header(KEY_ID)).isEqualTo(KEY);
      assertThat(put.header(ENCRYPTION + "-bucket-key-enabled")).isEqualTo("true");
      assertThat(put.header(OWNER)).isEqualTo("111122223333");
      assertThat(put.header("x-amz-acl")).isEqualTo("bucket-owner-full-control");
    }
  }

  @Test
  void anUpdateChangesWhatItNamesAndNeedsNoSecret() {
    String id =
        create("kmsKeyId: \"alias/audit\" expectedBucketOwner: \"111122223333\"")
            .get("id")
            .asString();

    assertThat(update(id, "bucketKey: false"))
        .isEqualTo(
            "{\"encryption\":\"SSE_KMS\",\"kmsKeyId\":\"alias/audit\",\"bucketKey\":false,"
                + "\"expectedBucketOwner\":\"111122223333\",\"bucketOwnerFullControl\":false}");
    assertThat(update(id, "kmsKeyId: \"" + KEY + "\" bucketOwnerFullControl: true"))
        .contains(KEY, "\"bucketKey\":false", "\"bucketOwnerFullControl\":true");
    assertThat(bucket.lastPut(MARKER).header(KEY_ID)).as("tested anew").isEqualTo(KEY);
    assertThat(update(id, "encryption: SSE_S3 expectedBucketOwner: \"\""))
        .isEqualTo(
            "{\"encryption\":\"SSE_S3\",\"kmsKeyId\":null,\"bucketKey\":null,"
                + "\"expectedBucketOwner\":null,\"bucketOwnerFullControl\":true}");
    assertThat(bucket.lastPut(MARKER).header(ENCRYPTION)).isEqualTo("AES256");
    assertThat(bucket.lastPut(MARKER).header(OWNER)).isEmpty();
    assertThat(update(id, "path: \"elsewhere\"")).contains("SSE_S3");
    assertThat(update(id, "encryption: BUCKET_DEFAULT bucketOwnerFullControl: false"))
        .isEqualTo(NONE);

    assertThat(
            tenant
                .data("query { storageIntegrations { revision } }")
                .at("/storageIntegrations/0/revision")
                .asInt())
        .isEqualTo(6);
  }

  @Test
  void anUpdateThatContradictsWhatIsThereNamesTheField() {
    String id = create("encryption: SSE_S3").get("id").asString();

    assertRefused(id, "bucketKey: true", "bucketKey", "SSE_S3");
    assertRefused(id, "encryption: SSE_KMS", "kmsKeyId", "missing");
    assertRefused(id, "encryption: BUCKET_DEFAULT kmsKeyId: \"k\"", "kmsKeyId", "BUCKET_DEFAULT");
    assertRefused(id, "expectedBucketOwner: \"me\"", "expectedBucketOwner", "twelve digits");
  }

  @Test
  void linkedExportsTakeUpTheOptionsOfTheirDestination() {
    JsonNode created = create("");
    String linked =
        tenant
            .data(
                ("mutation { createExportConfiguration(data: { interval: EVERY_HOUR"
                        + " storageIntegrationId: \"%s\" }) { id } }")
                    .formatted(created.get("storageIntegrationId").asString()))
            .at("/createExportConfiguration/id")
            .asString();

    update(created.get("id").asString(), "encryption: SSE_S3");

    deliver(linked);
    assertThat(bucket.lastPut("/events/").header(ENCRYPTION)).isEqualTo("AES256");
  }

  @Test
  void anAttemptThatIsUnderWayGoesOnAndTheNextTakesUpTheNewOptions() throws Exception {
    String id = create("").get("id").asString();
    assertGoesOn(id, () -> update(id, "encryption: SSE_S3"));
  }

  @Test
  void anAttemptThatIsUnderWayGoesOnAlsoIfTheIntegrationGetsTheOptions() throws Exception {
    JsonNode created = create("");
    String integration = created.get("storageIntegrationId").asString();
    assertGoesOn(
        created.get("id").asString(),
        () ->
            tenant.data(
                ("mutation { updateStorageIntegrationDestination(id: \"%s\" linkedExports: UPDATE"
                        + " data: { s3AccessKey: { encryption: SSE_S3 } }) { id } }")
                    .formatted(integration)));
  }

  private void assertGoesOn(String id, Runnable change) throws Exception {
    bucket.holdEvents();
    CompletableFuture<Void> delivery = CompletableFuture.runAsync(() -> deliver(id));
    bucket.awaitEvents();

    change.run();
    bucket.release();
    delivery.join();

    assertThat(bucket.puts("/events/")).as("put once, as it was begun").hasSize(1);
    assertThat(bucket.lastPut("/events/").header(ENCRYPTION)).isEmpty();
    assertThat(bucket.lastPut(".manifest").header(ENCRYPTION)).isEmpty();
    deliver(id);
    assertThat(bucket.lastPut("/events/").header(ENCRYPTION)).isEqualTo("AES256");
    assertThat(bucket.puts("/origin/")).as("it is the same place").hasSize(1);
  }

  private JsonNode create(String options) {
    return tenant
        .data(
            ("mutation { createS3AccessKeyExportConfiguration(data: { interval: EVERY_HOUR bucket:"
                    + " \"archive\" path: \"p\" region: \"us-east-1\" accessKeyId: \"AK\""
                    + " secretAccessKey: \"SK\" %s }) { id storageIntegrationId connectionStatus"
                    + " endpointConfiguration { ... on S3AccessKeyEndpointConfiguration { %s } } } }")
                .formatted(options, OPTIONS))
        .get("createS3AccessKeyExportConfiguration");
  }

  /** The options afterwards. */
  private String update(String id, String change) {
    return options(tenant.data(document(id, change)).get("updateS3AccessKeyExportConfiguration"));
  }

  private void assertRefused(String id, String change, String field, String words) {
    JsonNode error = tenant.error(document(id, change));
    assertThat(error.at("/extensions/code").asString()).as(change).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).as(change).isEqualTo(field);
    assertThat(error.get("message").asString()).contains(words);
  }

  private static String document(String id, String change) {
    return ("mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" %s }) {"
            + " endpointConfiguration { ... on S3AccessKeyEndpointConfiguration { %s } } } }")
        .formatted(id, change, OPTIONS);
  }

  private static String options(JsonNode configuration) {
    return configuration.get("endpointConfiguration").toString();
  }

  /** An event in a job of its own. */
  private void deliver(String id) {
    api.append(tenant, UUID.randomUUID().toString());
    String job =
        tenant
            .data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(id))
            .at("/runExportConfiguration/id")
            .asString();
    api.deliver();
    assertThat(
            tenant
                .data("query { exportJob(id: \"%s\") { status } }".formatted(job))
                .at("/exportJob/status")
                .asString())
        .isEqualTo("SUCCEEDED");
  }
}
