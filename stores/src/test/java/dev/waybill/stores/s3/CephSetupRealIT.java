package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.Stores;
import dev.waybill.stores.ceph.CephAccount;
import dev.waybill.stores.ceph.CephGateway;
import dev.waybill.stores.ceph.CephUser;
import dev.waybill.stores.ceph.StsFront;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.s3.setup.AccountId;
import dev.waybill.stores.s3.setup.BucketFolder;
import dev.waybill.stores.s3.setup.PolicyParts;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.stores.s3.setup.RoleName;
import dev.waybill.stores.s3.setup.S3Setup;
import dev.waybill.stores.s3.setup.SetupDocuments;
import dev.waybill.stores.s3.setup.Trust;
import dev.waybill.time.SettableTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * That the documents of the setup are enough for a delivery, and that nothing could be left out of
 * them, judged by a server that knows policies.
 *
 * <p>What Ceph 16 judges otherwise than AWS: it has no condition for the external id, in whose
 * place {@link StsFront} puts another; {@code aws:SecureTransport} is {@code true} there by TLS and
 * missing, never {@code false}, without; objects put with an ACL need no {@code s3:PutObjectAcl},
 * and it has no KMS of AWS; the name of another account's bucket has that account in front, so
 * bucket and role are in one here, where the bucket's policy alone is enough, too. {@code
 * PoliciesTest} judges the rest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CephSetupRealIT {
  private static final String NOTHING = "{\"Version\": \"2012-10-17\", \"Statement\": []}";
  private static final int LARGE = 11 << 20;
  private static final String TLS_AT_AWS = "{\"Bool\":{\"aws:SecureTransport\":\"false\"}}";
  private static final String TLS_AT_CEPH = "{\"Null\":{\"aws:SecureTransport\":\"true\"}}";

  private final CephGateway gateway = CephGateway.shared();
  private final CephAccount service = gateway.openAccount();
  private final CephAccount customer = gateway.openAccount();
  private final CephUser waybill = service.addUser("waybill");
  private final CephUser stranger = service.addUser("stranger");
  private final SettableTime time = new SettableTime(Instant.now());
  private final StsFront front = StsFront.of(gateway);
  private final S3Stores s3 =
      new S3Stores(
          new S3Settings(
              Duration.ofSeconds(2),
              Duration.ofSeconds(20),
              8,
              S3Settings.DEFAULTS.partBytes(),
              TestSettings.ANY_ENDPOINT,
              Optional.empty(),
              Optional.of(CaBundle.read(gateway.certificate())),
              new RoleSettings(Optional.of(front.endpoint()), Optional.of(waybill.key()))),
          time);
  private final Stores stores = OnlyS3.stores(s3, time);
  private final ConnectionTester tester = new ConnectionTester(stores, time);

  @AfterAll
  void stop() {
    stores.close();
    front.close();
    service.close();
    customer.close();
  }

  /** A bucket, and a role that may do nothing yet. */
  private final class Place {
    private final String name;
    private final UUID externalId = UUID.randomUUID();

    /** Not yet with an account: no statement of the bucket names the role. */
    private final SetupDocuments documents;

    private final SetupDocuments acrossAccounts;
    private final AssumedRole role;

    Place(String name) {
      this.name = name;
      customer.createBucket(name);
      documents = documents(Optional.empty());
      acrossAccounts = documents(Optional.of(new AccountId(customer.id())));
      role =
          new AssumedRole(
              new RoleArn(customer.addRole(name, documents.trustPolicy().orElseThrow())),
              externalId);
    }

    private SetupDocuments documents(Optional<AccountId> account) {
      return new SetupDocuments(
          new S3Setup(
              BucketFolder.parse("s3://" + name + "/p"),
              Optional.of(CephGateway.REGION),
              Optional.empty(),
              new RoleName(name),
              account,
              Optional.of(new Trust(new PrincipalArn(waybill.arn()), externalId)),
              Set.of(),
              Optional.empty()));
    }

    void allowAsTold() {
      customer.allowRole(name, documents.permissionPolicy());
      customer.setBucketPolicy(name, PolicyParts.policyOf(documents.bucketPolicyStatements()));
    }

    S3Location folder() {
      return gateway.tlsLocation(name, "p");
    }

    ConnectionTest test() {
      return tester.test(folder(), role).test();
    }

    String code() {
      ConnectionTest result = test();
      return result.failure().or(result::warning).map(Failure::code).orElse("");
    }
  }

  @Test
  void theDocumentsAreEnough() {
    Place place = new Place("enough");
    place.allowAsTold();

    assertThat(place.test()).isEqualTo(ConnectionTest.passed(time.now()));
    assertThat(put(place, "small", 3)).isEqualTo(new PutOutcome.Stored());
    assertThat(put(place, "large", LARGE)).isEqualTo(new PutOutcome.Stored());
    assertThat(customer.keys("enough"))
        .containsExactly("p/.waybill.export.log", "p/large", "p/small");
  }

  @Test
  void everyActionOfTheRoleIsNeeded() {
    Place place = new Place("less-of-role");
    place.allowAsTold();
    assertThat(place.code()).isEmpty();

    for (String less : PolicyParts.withoutAnAction(place.documents.permissionPolicy())) {
      customer.allowRole(place.name, less);
      assertThat(place.code()).as(less).isEqualTo("ACCESS_DENIED");
      assertThat(put(place, "large", LARGE)).as(less).isInstanceOf(PutOutcome.Refused.class);
    }
    assertThat(customer.keys(place.name)).containsExactly("p/.waybill.export.log");
  }

  @Test
  void everyPartOfTheTrustIsNeeded() {
    Place place = new Place("less-of-trust");
    place.allowAsTold();
    String trust = place.documents.trustPolicy().orElseThrow();
    assertThat(place.code()).isEmpty();

    for (String less : PolicyParts.withoutAnAction(trust)) {
      customer.trust(place.name, less);
      assertThat(place.code()).as(less).isEqualTo("ROLE_NOT_ASSUMABLE");
    }
    customer.trust(place.name, trust.replace(waybill.arn(), stranger.arn()));
    assertThat(place.code()).isEqualTo("ROLE_NOT_ASSUMABLE");
    customer.trust(place.name, trust.replace(place.externalId.toString(), "another"));
    assertThat(place.code()).isEqualTo("ROLE_NOT_ASSUMABLE");
    customer.trust(place.name, PolicyParts.withoutConditions(trust));
    assertThat(place.code()).isEqualTo("EXTERNAL_ID_NOT_ENFORCED");
  }

  @Test
  void theBucketsPolicyAloneIsEnoughAndEveryActionOfItNeeded() {
    Place place = new Place("bucket-alone");
    String statements = place.acrossAccounts.bucketPolicyStatements();
    assertThat(place.code()).isEqualTo("ACCESS_DENIED");
    customer.setBucketPolicy(place.name, PolicyParts.policyOf(statements));
    assertThat(place.code()).isEmpty();

    String withoutPut = PolicyParts.withoutAnAction(statements).getLast();
    assertThat(withoutPut).contains("OnlyOverTls").doesNotContain("PutObject");
    customer.setBucketPolicy(place.name, PolicyParts.policyOf(withoutPut));
    assertThat(place.code()).isEqualTo("ACCESS_DENIED");
  }

  @Test
  void isRefusedWithoutTls() {
    Place place = new Place("tls-only");
    String tlsOnly = PolicyParts.policyOf(place.documents.bucketPolicyStatements());
    S3Location plain = gateway.location(place.name, "p");
    customer.allowRole(place.name, place.documents.permissionPolicy());
    assertThat(tester.test(plain, place.role).test().status()).isEqualTo("SUCCESS");

    customer.setBucketPolicy(place.name, judgeable(tlsOnly));

    assertThat(tester.test(plain, place.role).test().failure().map(Failure::code))
        .contains("ACCESS_DENIED");
    assertThat(place.code()).isEmpty();
  }

  @Test
  void withoutItsConditionThatStatementWouldShutTheBucket() {
    Place place = new Place("shut");
    place.allowAsTold();
    String tlsOnly = PolicyParts.policyOf(place.documents.bucketPolicyStatements());
    assertThat(place.code()).isEmpty();

    customer.setBucketPolicy(place.name, PolicyParts.withoutConditions(tlsOnly));

    assertThat(place.code()).isEqualTo("ACCESS_DENIED");
  }

  /** The bucket policy that the gateway has to judge for this one to hold at AWS. */
  private static String judgeable(String policy) {
    String here = policy.replace(TLS_AT_AWS, TLS_AT_CEPH);
    assertThat(here).isNotEqualTo(policy);
    return here;
  }

  @Test
  void theRoleCanDoNothingElse() {
    Place place = new Place("nothing-else");
    customer.allowRole(place.name, place.documents.permissionPolicy());
    assertThat(place.code()).isEmpty();
    String marker = "p/.waybill.export.log";

    try (S3Client session = session(place)) {
      assertDenied(
          () ->
              session.getObject(
                  call -> call.bucket(place.name).key(marker), ResponseTransformer.toBytes()));
      assertDenied(() -> session.listObjectsV2(call -> call.bucket(place.name).prefix("p/")));
      assertDenied(() -> session.deleteObject(call -> call.bucket(place.name).key(marker)));
      assertDenied(() -> session.putBucketPolicy(call -> call.bucket(place.name).policy(NOTHING)));
      assertDenied(() -> session.deleteBucket(call -> call.bucket(place.name)));
      for (String outside : new String[] {"x", "p", "px/x", "q/p/x"}) {
        assertDenied(() -> replace(session, place, outside));
      }
      // As the documentation says: that permission does not tell a first put from another.
      replace(session, place, marker);
    }
    assertThat(customer.read(place.name, marker))
        .contains("replaced".getBytes(StandardCharsets.US_ASCII));
    assertThat(customer.keys(place.name)).containsExactly(marker);
  }

  private PutOutcome put(Place place, String key, int bytes) {
    byte[] content = new byte[bytes];
    try (ObjectStore store = s3.open(place.folder(), place.role);
        ObjectUpload upload = store.begin(new ObjectKey(key))) {
      upload.write(content, 0, content.length);
      return upload.finish();
    } catch (FailureException e) {
      return new PutOutcome.Refused(e.failure());
    }
  }

  private static void replace(S3Client session, Place place, String key) {
    session.putObject(call -> call.bucket(place.name).key(key), RequestBody.fromString("replaced"));
  }

  /** By AWS's own client, which does as it is told. */
  private S3Client session(Place place) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(front.endpoint())
            .region(Region.of(CephGateway.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        waybill.key().accessKeyId(), waybill.key().secretAccessKey())))
            .build()) {
      Credentials granted =
          sts.assumeRole(
                  call ->
                      call.roleArn(place.role.role().value())
                          .externalId(place.externalId.toString())
                          .roleSessionName("waybill"))
              .credentials();
      return S3Client.builder()
          .endpointOverride(gateway.endpoint())
          .forcePathStyle(true)
          .region(Region.of(CephGateway.REGION))
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .credentialsProvider(
              StaticCredentialsProvider.create(
                  AwsSessionCredentials.create(
                      granted.accessKeyId(), granted.secretAccessKey(), granted.sessionToken())))
          .build();
    }
  }

  private static void assertDenied(Runnable request) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(request::run)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
  }
}
