package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with an input: one clear line that names the field, and nothing is created. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final String GOOD =
      "interval: EVERY_HOUR bucket: \"archive\" path: \"p\" region: \"us-east-1\""
          + " accessKeyId: \"AK\" secretAccessKey: \"hush-hush\"";
  private static final String CREATE =
      "mutation { createS3AccessKeyExportConfiguration(data: { %s }) { id connectionStatus } }";
  private static final String CREATE_WITH_VARIABLE =
      "mutation($data: CreateS3AccessKeyExportConfigurationInput!) {"
          + " createS3AccessKeyExportConfiguration(data: $data) { id } }";

  private final ApiFixture api;

  BadInputTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  static Stream<Arguments> badInputs() {
    return Stream.of(
        bad("interval: EVERY_HOUR", "interval: EVERY_MINUTE", "interval", "EVERY_24_HOURS"),
        bad("interval: EVERY_HOUR", "interval: \"EVERY_HOUR\"", "interval", "EVERY_24_HOURS"),
        bad("interval: EVERY_HOUR", "", "interval", "missing"),
        bad("interval: EVERY_HOUR", "interval: null", "interval", "missing"),
        bad("bucket: \"archive\"", "bucket: \"\"", "bucket", "empty"),
        bad("bucket: \"archive\"", "bucket: \"Ar chive\"", "bucket", "lower-case"),
        bad("bucket: \"archive\"", "bucket: \"a\\nb\"", "bucket", "lower-case"),
        bad("bucket: \"archive\" path: \"p\"", "", "bucket", "missing"),
        bad("bucket: \"archive\"", "bucket: 7", "bucket", "String"),
        bad("bucket:", "destination: \"s3://other\" bucket:", "destination", "either"),
        bad("bucket: \"archive\" path: \"p\"", "destination: \"gs://x\"", "destination", "s3://"),
        bad("bucket: \"archive\" path: \"p\"", "destination: \"s3://\"", "destination", "s3://"),
        bad("bucket: \"archive\" path: \"p\"", "destination: \"s3://a/../b\"", "destination", ".."),
        bad("\"us-east-1\"", "\"\"", "region", "us-east-1"),
        bad("\"us-east-1\"", "\"US East\"", "region", "us-east-1"),
        bad("region: \"us-east-1\"", "", "region", "missing"),
        bad("\"p\"", "\"a/../b\"", "path", ".."),
        bad("\"p\"", "\"a//b\"", "path", "//"),
        bad("\"p\"", "\"a\\u0000b\"", "path", "control"),
        bad("\"p\"", "\"a\\u001bb\"", "path", "control"),
        bad("region:", "endpoint: \"not a url\" region:", "endpoint", "URL"),
        bad("region:", "endpoint: \"ftp://x\" region:", "endpoint", "URL"),
        bad("region:", "endpoint: \"http://u:p@x\" region:", "endpoint", "URL"),
        bad("region:", "endpoint: \"http://10.0.0.1:9\" region:", "endpoint", "allow"),
        bad("region:", "pathStyle: \"yes\" region:", "pathStyle", "Boolean"),
        bad("region:", "encryption: AES region:", "encryption", "SSE_KMS"),
        bad("region:", "encryption: SSE_KMS region:", "kmsKeyId", "missing"),
        bad("region:", "encryption: SSE_S3 kmsKeyId: \"k\" region:", "kmsKeyId", "SSE_S3"),
        bad("region:", "kmsKeyId: \"not a key\" region:", "kmsKeyId", "ARN"),
        bad("region:", "bucketKey: true region:", "bucketKey", "SSE_KMS"),
        bad("region:", "expectedBucketOwner: \"12\" region:", "expectedBucketOwner", "twelve"),
        bad("region:", "bucketOwnerFullControl: 1 region:", "bucketOwnerFullControl", "Boolean"),
        bad("region:", "startFrom: \"yesterday\" region:", "startFrom", "LAST_HOUR"),
        bad("region:", "startFrom: \"2027-01-01T00:00:00Z\" region:", "startFrom", "future"),
        bad("region:", "startFrom: \"1969-01-01T00:00:00Z\" region:", "startFrom", "1970"),
        bad("region:", "filter: \"true\" region:", "filter", "not supported"),
        bad("region:", "format: PARQUET region:", "format", "NDJSON"),
        bad("region:", "compression: LZ4 region:", "compression", "GZIP, ZSTD, NONE"),
        bad("region:", "layout: FLAT region:", "layout", "HIVE_HOURLY"),
        bad("region:", "eventKinds: [QUERY OTHER] region:", "eventKinds", "SYSTEM"),
        bad("region:", "eventCategories: [\"\"] region:", "eventCategories", "empty"),
        bad("region:", "name: \" \" region:", "name", "empty"),
        bad("region:", "name: \"" + "x".repeat(201) + "\" region:", "name", "200"),
        bad("region:", "color: \"red\" region:", "color", "no field"),
        bad("accessKeyId: \"AK\"", "", "accessKeyId", "missing"),
        bad("\"AK\"", "\"A K\"", "accessKeyId", "blanks"),
        bad("\"hush-hush\"", "\"\"", "secretAccessKey", "empty"),
        bad("\"hush-hush\"", "\"hush-hush\\n\"", "secretAccessKey", "control"));
  }

  @ParameterizedTest
  @MethodSource("badInputs")
  void isRefusedWithOneClearLine(String good, String bad, String field, String words) {
    assertThat(GOOD).contains(good);
    ApiFixture.Tenant tenant = api.tenant();
    requireClear(tenant.error(CREATE.formatted(GOOD.replaceFirst(good, quote(bad)))), field, words);
    requireNothingCreated(tenant);
  }

  static Stream<Arguments> badVariables() {
    return Stream.of(
        Arguments.of("interval", "EVERY_MINUTE", "interval", "EVERY_5_MINUTES"),
        Arguments.of("bucket", 5, "bucket", "String"),
        Arguments.of("color", "red", "color", "no field"),
        Arguments.of("pathStyle", "yes", "pathStyle", "Boolean"),
        Arguments.of("eventKinds", List.of("QUERY", "OTHER"), "eventKinds", "CUSTOM"),
        Arguments.of("eventKinds", "OTHER", "eventKinds", "CUSTOM"),
        Arguments.of("path", "a/../b", "path", ".."));
  }

  @ParameterizedTest
  @MethodSource("badVariables")
  void isRefusedInVariablesToo(String name, Object value, String field, String words) {
    Map<String, Object> data =
        new java.util.TreeMap<>(
            Map.of(
                "interval", "EVERY_HOUR",
                "bucket", "archive",
                "region", "us-east-1",
                "accessKeyId", "AK",
                "secretAccessKey", "hush-hush"));
    data.put(name, value);
    ApiFixture.Tenant tenant = api.tenant();
    requireClear(tenant.error(CREATE_WITH_VARIABLE, Map.of("data", data)), field, words);
    requireNothingCreated(tenant);
  }

  @Test
  void aMissingFieldIsNamedInVariablesToo() {
    JsonNode error =
        api.tenant().error(CREATE_WITH_VARIABLE, Map.of("data", Map.of("bucket", "archive")));
    requireClear(error, "interval", "missing");
    requireClear(api.tenant().error(CREATE_WITH_VARIABLE), "data", "missing");
  }

  @Test
  void aDirectoryThatTheOperatorDoesNotAllowIsRefused() {
    ApiFixture.Tenant tenant = api.tenant();
    String create =
        "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\""
            + " path: \"%s\" }) { id } }";
    requireClear(tenant.error(create.formatted("/etc", "p")), "root", "not allowed");
    requireClear(tenant.error(create.formatted("", "p")), "root", "empty");
    requireClear(tenant.error(create.formatted(api.root + "/..", "p")), "root", "not allowed");
    requireClear(tenant.error(create.formatted(api.root, "../other")), "path", "..");
    requireNothingCreated(tenant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query { exportConfiguration(id: \"%s\") { id } }",
        "query { exportJob(id: \"%s\") { id } }",
        "query { getAllExportJobTasks(exportJobId: \"%s\") { id } }",
        "query { exportJobs(configurationId: \"%s\") { nodes { id } } }",
        "mutation { enableExportConfiguration(id: \"%s\") { id } }",
        "mutation { disableExportConfiguration(id: \"%s\") { id } }",
        "mutation { deleteExportConfiguration(id: \"%s\") { id } }",
        "mutation { testExportConfiguration(id: \"%s\") { id } }",
        "mutation { runExportConfiguration(id: \"%s\") { id } }",
        "mutation { updateExportConfiguration(data: { id: \"%s\" }) { id } }",
        "mutation { updateS3AccessKeyExportConfiguration(data: { id: \"%s\" }) { id } }",
        "mutation { updateDirectoryExportConfiguration(data: { id: \"%s\" }) { id } }",
        "mutation { createExportConfiguration(data: { interval: EVERY_HOUR"
            + " storageIntegrationId: \"%s\" }) { id } }"
      })
  void anotherTenantsIdIsNotFoundLikeAMissingOne(String document) {
    ApiFixture.Tenant owner = api.tenant();
    JsonNode theirs =
        owner
            .data(
                "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root:"
                    + " \"%s\" }) { id storageIntegrationId } }".formatted(api.root))
            .get("createDirectoryExportConfiguration");
    String job =
        owner
            .data(
                "mutation { runExportConfiguration(id: \"%s\") { id } }"
                    .formatted(theirs.get("id").asString()))
            .at("/runExportConfiguration/id")
            .asString();
    ApiFixture.Tenant other = api.tenant();
    JsonNode missing = other.error(document.formatted("6d8a4fd6-97d5-45d7-a8f7-000000000000"));
    assertThat(missing.at("/extensions/code").asString()).isEqualTo("NOT_FOUND");
    for (String id :
        List.of(
            theirs.get("id").asString(),
            theirs.get("storageIntegrationId").asString(),
            job,
            "not an id",
            "")) {
      assertThat(other.error(document.formatted(id))).isEqualTo(missing);
    }
    assertThat(
            owner
                .data("query { getAllExportConfigurations { enabled } }")
                .at("/getAllExportConfigurations/0/enabled")
                .asBoolean())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 101})
  void aPageOfAnImpossibleSizeIsRefused(int first) {
    requireClear(
        api.tenant()
            .error(
                "query { exportJobs(configurationId: \"x\" first: %d) { nodes { id } } }"
                    .formatted(first)),
        "first",
        "1 to 100");
  }

  @Test
  void aCursorThatIsNoneIsRefused() {
    requireClear(
        api.tenant()
            .error("query { exportJobs(configurationId: \"x\" after: \"?\") { nodes { id } } }"),
        "after",
        "endCursor");
  }

  @Test
  void aDocumentThatIsNotGraphQlIsABadRequest() {
    assertThat(api.tenant().error("mutation {").at("/extensions/code").asString())
        .isEqualTo("BAD_REQUEST");
    requireClear(
        api.tenant().error("query { getAllExportConfigurations { colour } }"),
        "colour",
        "undefined");
    requireClear(api.tenant().error("query { exportConfiguration { id } }"), "id", "missing");
  }

  @Test
  void aQueryTooLargeOrTooDeepIsABadRequest() {
    StringBuilder large = new StringBuilder("query {");
    for (int i = 0; i < 400; i++) {
      large.append(" a").append(i).append(": getAllExportConfigurations { id name }");
    }
    assertThat(api.tenant().error(large + " }").at("/extensions/code").asString())
        .isEqualTo("BAD_REQUEST");
    String deep =
        "query { __schema { types { fields { type "
            + "{ ofType ".repeat(20)
            + "{ name }"
            + " }".repeat(20)
            + " } } } }";
    assertThat(api.tenant().error(deep).at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
  }

  @Test
  void aRequestTooLargeIsABadRequest() {
    assertThat(api.tenant().error("#" + "x".repeat(1 << 20)).get("message").asString())
        .isEqualTo("A request has at most 1 MiB.");
  }

  @Test
  void aKeyThatMayOnlyReadCannotChange() {
    JsonNode error =
        ApiFixture.onlyError(
            api.tenant()
                .post(CREATE.formatted(GOOD), Map.of(), Map.of(TestApi.PERMISSION, "AUDIT_READ")));
    assertThat(error.at("/extensions/code").asString()).isEqualTo("FORBIDDEN");
    assertThat(
            api.tenant()
                .post(
                    "query { getAllExportConfigurations { id } }",
                    Map.of(),
                    Map.of(TestApi.PERMISSION, "AUDIT_READ"))
                .has("errors"))
        .isFalse();
  }

  @Test
  void anIdempotencyKeyMustBePrintable() {
    requireClear(
        ApiFixture.onlyError(
            api.tenant()
                .post(
                    CREATE.formatted(GOOD), Map.of(), Map.of("Idempotency-Key", "k".repeat(256)))),
        "Idempotency-Key",
        "255");
  }

  private static void requireClear(JsonNode error, String field, String words) {
    assertThat(error.at("/extensions/code").asString()).as("%s", error).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).as("%s", error).isEqualTo(field);
    assertThat(error.get("message").asString())
        .contains(words)
        .doesNotContain("\n", "hush-hush", "Validation", "ObjectValue");
  }

  private static void requireNothingCreated(ApiFixture.Tenant tenant) {
    assertThat(
            tenant
                .data("query { getAllExportConfigurations { id } }")
                .get("getAllExportConfigurations"))
        .isEmpty();
    assertThat(tenant.data("query { storageIntegrations { id } }").get("storageIntegrations"))
        .isEmpty();
  }

  private static Arguments bad(String good, String bad, String field, String words) {
    return Arguments.of(good, bad, field, words);
  }

  private static String quote(String replacement) {
    return java.util.regex.Matcher.quoteReplacement(replacement);
  }
}
