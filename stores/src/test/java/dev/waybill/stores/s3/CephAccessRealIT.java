package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.Stores;
import dev.waybill.stores.ceph.CephAccount;
import dev.waybill.stores.ceph.CephGateway;
import dev.waybill.stores.ceph.CephUser;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.time.SettableTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What policies let a delivery do, judged by a server that knows them; and what people read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CephAccessRealIT {
  private static final String BUCKET = "audit-events";
  private static final ObjectKey EVENTS = new ObjectKey("events/one.ndjson.gz");
  private static final byte[] CONTENT = {1, 2, 3};

  private final CephGateway gateway = CephGateway.shared();
  private final CephAccount account = gateway.openAccount();
  private final CephUser writer = account.addUser("writer");
  private final SettableTime time = new SettableTime();
  private final Optional<CaBundle> authority = Optional.of(CaBundle.read(gateway.certificate()));
  private final S3Stores s3Stores =
      new S3Stores(TestSettings.withOneConnection(Optional.empty(), authority), time);
  private final Stores stores = OnlyS3.stores(s3Stores, time);
  private final ConnectionTester tester = new ConnectionTester(stores, time);

  CephAccessRealIT() {
    account.createBucket(BUCKET);
    account.allowUser(writer, mayPut("p"));
  }

  @AfterAll
  void stop() {
    stores.close();
    account.close();
  }

  @Test
  void needsNoMoreThanPutObject() {
    assertThat(status(gateway.location(BUCKET, "p"), writer.key())).isEqualTo("SUCCESS");
    assertThat(status(gateway.location(BUCKET, "p"), writer.key())).isEqualTo("SUCCESS");
    assertThat(put(gateway.location(BUCKET, "p/small"), writer.key(), CONTENT))
        .isEqualTo(new PutOutcome.Stored());
    assertThat(put(gateway.location(BUCKET, "p/large"), writer.key(), new byte[11 << 20]))
        .isEqualTo(new PutOutcome.Stored());

    assertThat(account.read(BUCKET, "p/small/" + EVENTS)).contains(CONTENT);
    assertThat(account.read(BUCKET, "p/large/" + EVENTS)).contains(new byte[11 << 20]);
  }

  @Test
  void sendsChecksumsThatItTakesByTls() {
    assertThat(put(gateway.tlsLocation(BUCKET, "p/tls-small"), writer.key(), CONTENT))
        .isEqualTo(new PutOutcome.Stored());
    assertThat(put(gateway.tlsLocation(BUCKET, "p/tls-large"), writer.key(), new byte[11 << 20]))
        .isEqualTo(new PutOutcome.Stored());

    assertThat(account.read(BUCKET, "p/tls-small/" + EVENTS)).contains(CONTENT);
    assertThat(account.read(BUCKET, "p/tls-large/" + EVENTS)).contains(new byte[11 << 20]);
  }

  @Test
  void canNotReadListOrDeleteByThatPermission() {
    // Another user's: at Ceph, whoever put an object may read it.
    CephUser another = account.addUser("another");
    account.allowUser(another, mayPut("p"));
    put(gateway.location(BUCKET, "p/kept"), another.key(), CONTENT);
    String key = "p/kept/" + EVENTS;
    try (S3Client s3 = client(writer.key())) {
      assertDenied(
          () -> s3.getObject(call -> call.bucket(BUCKET).key(key), ResponseTransformer.toBytes()));
      assertDenied(() -> s3.listObjectsV2(call -> call.bucket(BUCKET).prefix("p/")));
      assertDenied(() -> s3.deleteObject(call -> call.bucket(BUCKET).key(key)));
      assertDenied(() -> s3.putBucketPolicy(call -> call.bucket(BUCKET).policy(mayPut("q"))));
    }

    assertThat(account.read(BUCKET, key)).contains(CONTENT);
  }

  @Test
  void isToldWhenItMayNotPutThere() {
    ConnectionTest result = test(gateway.location(BUCKET, "elsewhere"), writer.key());

    assertThat(code(result)).isEqualTo("ACCESS_DENIED");
    assertThat(result.status())
        .isEqualTo(
            "Error writing to s3://audit-events/elsewhere at "
                + gateway.endpoint()
                + " with access key "
                + writer.key().accessKeyId()
                + " - the access key "
                + writer.key().accessKeyId()
                + " may not put objects into bucket 'audit-events'");
    assertThat(result.failure().orElseThrow().advice())
        .startsWith("Allow s3:PutObject on arn:aws:s3:::audit-events/elsewhere/*");
    assertThat(account.keys(BUCKET)).noneMatch(key -> key.startsWith("elsewhere"));
  }

  @Test
  void worksAsSoonAsTheBucketsPolicyAllowsIt() {
    CephUser late = account.addUser("late");
    account.createBucket("late-policy");
    S3Location location = gateway.location("late-policy", "p");
    assertThat(code(test(location, late.key()))).isEqualTo("ACCESS_DENIED");

    account.setBucketPolicy(
        "late-policy",
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
          "Action": "s3:PutObject", "Resource": "arn:aws:s3:::late-policy/p/*"}]}\
        """
            .formatted(late.arn()));

    assertThat(status(location, late.key())).isEqualTo("SUCCESS");
  }

  @Test
  void isToldThatTheBucketIsMissing() {
    ConnectionTest result = test(gateway.location("no-such-bucket", "p"), writer.key());

    assertThat(code(result)).isEqualTo("NO_SUCH_BUCKET");
  }

  @Test
  void isToldThatTheSecretIsWrong() {
    AccessKey wrong = new AccessKey(writer.key().accessKeyId(), "not-the-secret");

    assertThat(code(test(gateway.location(BUCKET, "p"), wrong))).isEqualTo("WRONG_SECRET");
  }

  @Test
  void isToldThatTheKeyIsUnknown() {
    AccessKey unknown = new AccessKey("AKIAUNKNOWN", "whatever");

    assertThat(code(test(gateway.location(BUCKET, "p"), unknown))).isEqualTo("UNKNOWN_ACCESS_KEY");
  }

  @Test
  void isToldThatItsUserWasSuspended() {
    CephUser former = account.addUser("former");
    account.allowUser(former, mayPut("p"));
    account.suspend(former);

    assertThat(code(test(gateway.location(BUCKET, "p"), former.key()))).isEqualTo("ACCESS_DENIED");
  }

  @Test
  void isToldThatTheStoreIsFull() {
    try (CephAccount small = gateway.openAccount()) {
      CephUser user = small.addUser("writer");
      small.createBucket(BUCKET);
      small.allowUser(user, mayPut("p"));
      small.limitBytes(1);

      assertThat(code(test(gateway.location(BUCKET, "p"), user.key()))).isEqualTo("STORE_FULL");
    }
  }

  private static String mayPut(String path) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "s3:PutObject", "Resource": "arn:aws:s3:::audit-events/%s/*"}]}\
        """
        .formatted(path);
  }

  private PutOutcome put(S3Location location, AccessKey key, byte[] content) {
    try (ObjectStore store = s3Stores.open(location, key);
        ObjectUpload upload = store.begin(EVENTS)) {
      upload.write(content, 0, content.length);
      return upload.finish();
    }
  }

  private ConnectionTest test(S3Location location, AccessKey key) {
    return tester.test(location, key).test();
  }

  private String status(S3Location location, AccessKey key) {
    return test(location, key).status();
  }

  private static String code(ConnectionTest result) {
    return result.failure().map(Failure::code).orElse("");
  }

  private static void assertDenied(Runnable request) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(request::run)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
  }

  private S3Client client(AccessKey key) {
    return S3Client.builder()
        .endpointOverride(gateway.endpoint())
        .forcePathStyle(true)
        .region(Region.of(CephGateway.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
        .build();
  }
}
