package dev.waybill.stores.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** That roles are assumed here as they are at AWS, seen by AWS's own client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StsFrontRealIT {
  private static final String BUCKET = "audit-events";
  private static final String EXTERNAL_ID = "5d3c7a39-0e8b-4c0c-9d55-a5a1e3a4f7c1";

  private final CephGateway gateway = CephGateway.shared();
  private final CephAccount service = gateway.openAccount();
  private final CephAccount customer = gateway.openAccount();
  private final CephUser waybill = service.addUser("waybill");
  private final CephUser stranger = service.addUser("stranger");
  private final StsFront front = StsFront.of(gateway);
  private final String role = customer.addRole("export", trust(waybill));

  StsFrontRealIT() {
    customer.createBucket(BUCKET);
    customer.allowRole(
        "export",
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "s3:PutObject", "Resource": "arn:aws:s3:::audit-events/p/*"}]}\
        """);
  }

  @AfterAll
  void stop() {
    front.close();
    service.close();
    customer.close();
  }

  @Test
  void givesASessionToWhomTheRoleTrusts() {
    AssumeRoleResponse answer = assume(waybill, call -> call.externalId(EXTERNAL_ID));

    assertThat(role).isEqualTo("arn:aws:iam::" + customer.id() + ":role/export");
    assertThat(answer.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::" + customer.id() + ":assumed-role/export/waybill");
    assertThat(answer.credentials().expiration())
        .isBetween(Instant.now().plusSeconds(800), Instant.now().plusSeconds(1000));
  }

  @Test
  void refusesAWrongExternalId() {
    assertRefused(waybill, call -> call.externalId("another"));
  }

  @Test
  void refusesWhoeverSendsNoExternalId() {
    assertRefused(waybill, _ -> {});
  }

  @Test
  void refusesWhomTheRoleDoesNotTrust() {
    assertRefused(stranger, call -> call.externalId(EXTERNAL_ID));
  }

  @Test
  void refusesARoleThatIsMissingInTheSameWords() {
    String missing = role + "-of-nobody";

    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> assume(waybill, call -> call.roleArn(missing).externalId(EXTERNAL_ID)))
        .satisfies(e -> assertDenied(e, waybill, missing));
  }

  @Test
  void letsAnybodyWithAnyExternalIdInWhereTheRoleDoesNotAskForOne() {
    String open =
        customer.addRole(
            "open",
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}]}\
            """
                .formatted(waybill.arn()));

    assertThat(assume(waybill, call -> call.roleArn(open)).credentials()).isNotNull();
    assertThat(assume(waybill, call -> call.roleArn(open).externalId("any")).credentials())
        .isNotNull();
  }

  @Test
  void followsAChangedTrustPolicyAtOnce() {
    String changing = customer.addRole("changing", trust(stranger));
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> assume(waybill, call -> call.roleArn(changing).externalId(EXTERNAL_ID)));

    customer.trust("changing", trust(waybill));

    assertThat(
            assume(waybill, call -> call.roleArn(changing).externalId(EXTERNAL_ID)).credentials())
        .isNotNull();
  }

  @Test
  void tellsThatAnAccessKeyIsUnknown() {
    AwsCredentials unknown = AwsBasicCredentials.create("AKIAUNKNOWN", "whatever");
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> assume(front.endpoint(), unknown, _ -> {}))
        .satisfies(
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId");
            });
  }

  @Test
  void tellsThatASecretIsWrong() {
    AwsCredentials wrong = AwsBasicCredentials.create(waybill.key().accessKeyId(), "wrong");
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> assume(front.endpoint(), wrong, call -> call.externalId(EXTERNAL_ID)))
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
  }

  @Test
  void tellsOfShorterSessionsIfAsked() {
    try (StsFront hasty = StsFront.withSessionsOf(gateway, Duration.ofSeconds(90))) {
      Credentials session =
          assume(hasty.endpoint(), credentials(waybill), call -> call.externalId(EXTERNAL_ID))
              .credentials();

      assertThat(session.expiration()).isBefore(Instant.now().plusSeconds(100));
    }
  }

  @Test
  void letsASessionPutWhereTheRoleMayAndNothingElse() {
    Credentials session = assume(waybill, call -> call.externalId(EXTERNAL_ID)).credentials();
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(gateway.endpoint())
            .forcePathStyle(true)
            .region(Region.of(CephGateway.REGION))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken())))
            .build()) {
      put(s3, "p/one");

      assertThat(customer.keys(BUCKET)).containsExactly("p/one");
      assertDenied(() -> put(s3, "q/one"));
      assertDenied(
          () ->
              s3.getObject(
                  call -> call.bucket(BUCKET).key("p/one"), ResponseTransformer.toBytes()));
      assertDenied(() -> s3.listObjectsV2(call -> call.bucket(BUCKET).prefix("p/")));
      assertDenied(() -> s3.deleteObject(call -> call.bucket(BUCKET).key("p/one")));
    }
  }

  private void assertRefused(CephUser user, Consumer<AssumeRoleRequest.Builder> how) {
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> assume(user, how))
        .satisfies(e -> assertDenied(e, user, role));
  }

  private static void assertDenied(StsException e, CephUser user, String role) {
    assertThat(e.statusCode()).isEqualTo(403);
    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    assertThat(e.awsErrorDetails().errorMessage())
        .isEqualTo(
            "User: "
                + user.arn()
                + " is not authorized to perform: sts:AssumeRole on resource: "
                + role);
  }

  private static void assertDenied(Runnable request) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(request::run)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(call -> call.bucket(BUCKET).key(key), RequestBody.fromString("content"));
  }

  private AssumeRoleResponse assume(CephUser user, Consumer<AssumeRoleRequest.Builder> how) {
    return assume(front.endpoint(), credentials(user), how);
  }

  private AssumeRoleResponse assume(
      URI endpoint, AwsCredentials credentials, Consumer<AssumeRoleRequest.Builder> how) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(CephGateway.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .build()) {
      return sts.assumeRole(
          call -> {
            call.roleArn(role).roleSessionName("waybill").durationSeconds(900);
            how.accept(call);
          });
    }
  }

  private static AwsCredentials credentials(CephUser user) {
    return AwsBasicCredentials.create(user.key().accessKeyId(), user.key().secretAccessKey());
  }

  private static String trust(CephUser user) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole",
          "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}\
        """
        .formatted(user.arn(), EXTERNAL_ID);
  }
}
