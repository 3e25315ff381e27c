package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.storage.StoragePath;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is said about the keys and options of a location when a store does not take them. */
class KmsAnswersTest {
  private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234-abcd";
  private static final String ROLE = "arn:aws:iam::111122223333:role/waybill-export";
  private static final String DENIED_TO_A_USER =
      "User: arn:aws:iam::111122223333:user/audit/waybill is not authorized to perform:"
          + " kms:GenerateDataKey on resource: "
          + KEY
          + " because no identity-based policy allows the kms:GenerateDataKey action";
  private static final S3Options PLAIN = S3Options.NONE;
  private static final S3Options WITH_KEY =
      new S3Options(new S3Encryption.Kms(KEY, true), Optional.empty(), false);
  private static final S3Options WITH_ACL =
      new S3Options(new S3Encryption.BucketDefault(), Optional.empty(), true);

  private final ScriptedS3Server server = new ScriptedS3Server();
  private final S3Stores stores =
      new S3Stores(TestSettings.withTimeout(Duration.ofSeconds(10)), TestSettings.TIME);

  @AfterEach
  void stop() {
    stores.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "400; KMS.DisabledException; is disabled.; CUSTOMER; KMS_KEY_DISABLED",
        "400; KMS.NotFoundException; Key 'x' does not exist; CUSTOMER; KMS_KEY_NOT_FOUND",
        "400; KMS.NotFoundException; Invalid arn eu-west-1; CUSTOMER; KMS_KEY_IN_ANOTHER_REGION",
        "400; KMS.KMSInvalidStateException; is pending deletion.; CUSTOMER; KMS_KEY_UNUSABLE",
        "400; KMS.InvalidKeyUsageException; not for this.; CUSTOMER; KMS_KEY_REFUSED",
        "400; KMS.ThrottlingException; Rate exceeded; CAPACITY; THROTTLED",
        "403; KMS.AccessDeniedException; No.; CUSTOMER; KMS_DENIED",
      })
  void saysWhatIsWrongWithTheKey(int status, String code, String said, Fault fault, String ours) {
    server.thenError(status, code, said);

    Failure failure = refused(WITH_KEY);

    assertThat(failure.code()).isEqualTo(ours);
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.stage()).isEqualTo(Stage.PUT);
    assertThat(failure.message()).endsWith("The store says: " + said);
    assertThat(failure.advice()).isNotBlank().doesNotContain("\n");
    if (fault == Fault.CUSTOMER && !ours.equals("KMS_DENIED")) {
      assertThat(failure.message()).startsWith("The KMS key " + KEY);
    }
  }

  @Test
  void leavesInDoubtWhatKmsCouldNotTell() {
    server.thenError(500, "KMS.KMSInternalException", "Sorry.");

    assertThat(put(WITH_KEY)).isInstanceOf(PutOutcome.Unknown.class);
  }

  @Test
  void writesTheStatementsThatAnAccessKeysUserMisses() {
    Failure failure = byKey(Optional.empty(), PLAIN, DENIED_TO_A_USER);

    assertThat(failure.code()).isEqualTo("KMS_DENIED");
    assertThat(failure.message())
        .startsWith(
            "The access key AKEXAMPLE may not use the KMS key "
                + KEY
                + " with which objects in bucket 'audit-events' are encrypted. The store says:");
    assertThat(failure.advice())
        .isEqualTo(
            "Add this statement to the policy of the access key's user:"
                + " {\"Sid\": \"EncryptAuditEvents\", \"Effect\": \"Allow\", "
                + "\"Action\": [\"kms:GenerateDataKey\", \"kms:Decrypt\"], \"Resource\": \""
                + KEY
                + "\", \"Condition\": {\"StringEquals\": {\"kms:ViaService\": "
                + "[\"s3.us-east-1.amazonaws.com\"]}}}, and this one to the key's policy:"
                + " {\"Sid\": \"WaybillEncryptsAuditEvents\", \"Effect\": \"Allow\", "
                + "\"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:user/audit/waybill\"}, "
                + "\"Action\": [\"kms:GenerateDataKey\", \"kms:Decrypt\"], \"Resource\": \"*\", "
                + "\"Condition\": {\"StringEquals\": {\"kms:ViaService\": "
                + "[\"s3.us-east-1.amazonaws.com\"]}}} (not needed if that policy leaves access to"
                + " IAM policies of the same account).");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://minio.example.com",
        "http://s3.us-east-1.amazonaws.com",
        "https://x.execute-api.us-east-1.amazonaws.com"
      })
  void writesNoStatementInTheWordsOfAStranger(String endpoint) {
    Failure failure = byKey(Optional.of(URI.create(endpoint)), PLAIN, DENIED_TO_A_USER);

    assertThat(failure.code()).isEqualTo("KMS_DENIED");
    assertThat(failure.advice())
        .isEqualTo(
            "Allow kms:GenerateDataKey and kms:Decrypt on the key, in the policy of the access"
                + " key's user and in the key's policy.");
  }

  @Test
  void writesTheStatementForTheKeyAskedForAndNotForAStrangers() {
    Failure failure =
        byKey(
            Optional.of(URI.create("https://minio.example.com")),
            WITH_KEY,
            DENIED_TO_A_USER.replace(KEY, "arn:aws:kms:us-east-1:999999999999:key/stranger"));

    assertThat(failure.advice())
        .contains("\"Resource\": \"" + KEY + "\"")
        .contains(", and let the key's policy allow the same")
        .doesNotContain("999999999999", "user/audit/waybill");
  }

  @Test
  void namesTheRoleInTheKeysPolicyAndNotItsSession() {
    Failure failure =
        byRole(
            WITH_KEY,
            "User: arn:aws:sts::111122223333:assumed-role/waybill-export/"
                + "waybill-0a1b2c3d-1111-4222-8333-444455556666 is not authorized to perform:"
                + " kms:Decrypt on this resource because the resource does not exist in this"
                + " Region, no resource-based policies allow access, or a resource-based policy"
                + " explicitly denies access");

    assertThat(failure.code()).isEqualTo("KMS_DENIED");
    assertThat(failure.message())
        .startsWith("The role " + ROLE)
        .contains(KEY)
        .endsWith("denies access");
    assertThat(failure.advice())
        .startsWith("Add this statement to the permission policy of the role: {")
        .contains("\"Principal\": {\"AWS\": \"" + ROLE + "\"}")
        .doesNotContain("assumed-role");
  }

  @Test
  void saysInWordsWhatToAllowOnAKeyThatIsNotKnown() {
    Failure failure = byRole(PLAIN, "You may not use kms:GenerateDataKey here.");

    assertThat(failure.code()).isEqualTo("KMS_DENIED");
    assertThat(failure.advice())
        .isEqualTo(
            "Allow kms:GenerateDataKey and kms:Decrypt on the key, in the permission policy of the"
                + " role and in the key's policy.");
  }

  @Test
  void writesTheStatementForThePut() {
    server.thenError(403, "AccessDenied", "Access Denied");

    assertThat(refused(WITH_ACL).advice())
        .isEqualTo(
            "Allow s3:PutObject and s3:PutObjectAcl on arn:aws:s3:::audit-events/p/* (with a KMS"
                + " key also kms:GenerateDataKey and kms:Decrypt): add this statement to the policy"
                + " of the access key's user: {\"Sid\": \"PutAuditEvents\", \"Effect\": \"Allow\", "
                + "\"Action\": [\"s3:PutObject\", \"s3:PutObjectAcl\"], "
                + "\"Resource\": \"arn:aws:s3:::audit-events/p/*\"}. A bucket of another account must"
                + " allow it in its own policy, too. A policy that limits source addresses must let"
                + " in those of this service, which the setup instructions list (egressAddresses).");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "400; AccessControlListNotSupported; The bucket does not allow ACLs",
        "501; NotImplemented; The ACL header is not implemented.",
        "400; InvalidArgument; Access control lists are not known here.",
      })
  void saysToSwitchOffAnAclThatIsNotTaken(int status, String code, String said) {
    server.thenError(status, code, said);

    Failure failure = refused(WITH_ACL);

    assertThat(failure.code()).isEqualTo("ACL_NOT_SUPPORTED");
    assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
    assertThat(failure.advice()).startsWith("Set bucketOwnerFullControl to false");
  }

  @Test
  void saysThatAStoreDoesNotEncryptSo() {
    server.thenError(501, "NotImplemented", "Server side encryption: KMS is not configured");

    Failure failure = refused(WITH_KEY);

    assertThat(failure.code()).isEqualTo("ENCRYPTION_NOT_SUPPORTED");
    assertThat(failure.advice()).startsWith("Set encryption to BUCKET_DEFAULT");
  }

  @Test
  void blamesNoOptionThatWasNotAskedFor() {
    server.thenError(501, "NotImplemented", "Neither ACL nor encryption is implemented.");

    assertThat(refused(PLAIN).code()).isEqualTo("NOT_SUPPORTED");
  }

  /** What a role is told, whose session would need an STS. */
  private static Failure byRole(S3Options options, String said) {
    return denied(Optional.empty(), options, new Grantee.Role(new RoleArn(ROLE)), said);
  }

  /** What the holder of an access key is told. */
  private static Failure byKey(Optional<URI> endpoint, S3Options options, String said) {
    return denied(endpoint, options, new Grantee.KeyHolder("AKEXAMPLE"), said);
  }

  private static Failure denied(
      Optional<URI> endpoint, S3Options options, Grantee grantee, String said) {
    var location =
        new S3Location("audit-events", new StoragePath("p"), "us-east-1", endpoint, false, options);
    var denied =
        S3Exception.builder()
            .statusCode(403)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage(said).build())
            .build();
    return refused(new S3Answers(location, grantee).outcome((S3Exception) denied));
  }

  private Failure refused(S3Options options) {
    return refused(put(options));
  }

  private PutOutcome put(S3Options options) {
    try (ObjectStore store =
        stores.open(server.location().with(options), new AccessKey("AKEXAMPLE", "secret"))) {
      return store.put(new ObjectKey("events/one"), new byte[] {1});
    }
  }

  private static Failure refused(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }
}
