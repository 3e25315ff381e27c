package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.storage.StoragePath;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What advice quotes of policies. */
class StatementsTest {
  @Test
  void aPutIsAllowedOnOneLine() {
    assertThat(Statements.put(location("eu-central-1", "", S3Options.NONE)))
        .isEqualTo(
            "{\"Sid\": \"PutAuditEvents\", \"Effect\": \"Allow\", \"Action\": [\"s3:PutObject\"],"
                + " \"Resource\": \"arn:aws:s3:::acme-audit/a${*}b/*\"}");
  }

  @Test
  void anAclTakesAnotherPermission() {
    S3Options acl =
        new S3Options(
            new S3Encryption.BucketDefault(), Optional.empty(), /* bucketOwnerFullControl= */ true);

    assertThat(Statements.put(location("eu-central-1", "", acl)))
        .contains("\"Action\": [\"s3:PutObject\", \"s3:PutObjectAcl\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, '', aws",
    "cn-north-1, '', aws-cn",
    "us-gov-west-1, '', aws-us-gov",
    "eusc-de-east-1, '', aws-eusc",
    "us-isob-east-1, '', aws-iso-b",
    "cn-north-1, https://s3.cn-north-1.amazonaws.com.cn, aws-cn",
    "cn-north-1, https://minio.example.com, aws",
  })
  void namesThePartition(String region, String endpoint, String partition) {
    assertThat(Statements.objects(location(region, endpoint, S3Options.NONE)))
        .isEqualTo("arn:" + partition + ":s3:::acme-audit/a${*}b/*");
  }

  @Test
  void aTrustIsWhatTheTrustPolicyHas() {
    assertThat(
            Statements.trust(Setups.TRUST.principal().value(), Setups.TRUST.externalId())
                .replace(" ", ""))
        .isEqualTo(
            new SetupDocuments(Setups.existingBucket())
                .trustPolicy()
                .orElseThrow()
                .replaceAll("\\s", "")
                .replaceFirst(".*\"Statement\":\\[(.*)]}", "$1"));
  }

  private static S3Location location(String region, String endpoint, S3Options options) {
    return new S3Location(
        "acme-audit",
        new StoragePath("a*b"),
        region,
        Optional.of(endpoint).filter(given -> !given.isEmpty()).map(URI::create),
        /* pathStyle= */ false,
        options);
  }
}
