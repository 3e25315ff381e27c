package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.stores.Stores;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bucket in other hands is told from a missing permission, and gets nothing. */
class OwnerCheckTest {
  private static final AccessKey KEY = new AccessKey("AKEXAMPLE", "secret");
  private static final AssumedRole ROLE =
      new AssumedRole(
          new RoleArn("arn:aws:iam::111122223333:role/waybill"), new UUID(0x7f000001L, 2));
  private static final String OWNER = "x-amz-expected-bucket-owner";

  private final ScriptedS3Server server = new ScriptedS3Server();
  private final S3Location location =
      server
          .location()
          .with(
              new S3Options(new S3Encryption.BucketDefault(), Optional.of("111122223333"), false));
  private final SettableTime time = new SettableTime();
  private final S3Stores s3 = new S3Stores(TestSettings.withTimeout(Duration.ofSeconds(10)), time);
  private final Stores stores = OnlyS3.stores(s3, TestSettings.TIME);

  @AfterEach
  void stop() {
    stores.close();
    server.close();
  }

  @Test
  void isOfAnotherOwnerIfOnlyTheOwnerThatIsExpectedIsDenied() {
    denied().denied().thenNoSuchUpload();

    ConnectionTest found = test(location);

    Failure failure = found.failure().orElseThrow();
    assertThat(failure.code()).isEqualTo("BUCKET_OF_ANOTHER_OWNER");
    assertThat(found.status())
        .endsWith(
            "the bucket 'audit-events' does not belong to the account 111122223333, which is"
                + " expected to own it");
    assertThat(failure.advice()).contains("nothing is put there", "expectedBucketOwner");
    assertThat(server.requests().get(1).target()).contains("partNumber=1", "uploadId=");
    assertThat(server.requests().get(2).target())
        .as("what is asked again differs by the owner alone")
        .isEqualTo(server.requests().get(1).target());
    assertThat(server.requests().get(1).headers().getFirst(OWNER)).isEqualTo("111122223333");
    assertThat(server.requests().get(2).headers().containsKey(OWNER)).isFalse();
    assertThat(server.requests().get(2).bodyLength()).isZero();
  }

  @Test
  void isAMissingPermissionIfAnyOwnerIsDenied() {
    denied().denied().denied();

    Failure failure = test(location).failure().orElseThrow();

    assertThat(failure.code()).isEqualTo("ACCESS_DENIED");
    assertThat(failure.advice())
        .contains("s3:PutObject on arn:aws:s3:::audit-events/p/*")
        .endsWith(
            " Or the bucket does not belong to the account 111122223333, which S3 answers alike:"
                + " check expectedBucketOwner.");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void isAMissingPermissionIfTheOwnerThatIsExpectedIsNotDenied() {
    denied().thenNoSuchUpload();

    assertThat(test(location).failure().orElseThrow().code()).isEqualTo("ACCESS_DENIED");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void isAMissingPermissionIfNothingMoreCanBeFoundOut() {
    denied().thenHangUp();

    assertThat(test(location).failure().orElseThrow().code()).isEqualTo("ACCESS_DENIED");
  }

  @Test
  void bothQuestionsHaveTheTimeOfOneRequest() {
    denied();
    server.then(
        exchange -> {
          time.advance(Duration.ofSeconds(10));
          ScriptedS3Server.send(
              exchange, 403, Map.of(), ScriptedS3Server.error("AccessDenied", "Access Denied"));
        });

    assertThat(test(location).failure().orElseThrow().code()).isEqualTo("ACCESS_DENIED");
    assertThat(server.requests()).as("no time is left for the second one").hasSize(2);
  }

  @Test
  void theQuestionsGiveUpNoSessionOfARole() {
    try (FakeSts sts = new FakeSts(TestSettings.TIME);
        Stores withRoles =
            OnlyS3.stores(
                new S3Stores(TestSettings.forRoles(sts), TestSettings.TIME), TestSettings.TIME)) {
      sts.trust(ROLE.role(), ROLE.externalId().toString());
      denied().denied().denied();

      ConnectionTest found =
          new ConnectionTester(withRoles, TestSettings.TIME).test(location, ROLE).test();

      assertThat(found.failure().orElseThrow().code()).isEqualTo("ACCESS_DENIED");
      assertThat(server.requests()).hasSize(3);
      assertThat(sts.asked()).as("for the put, and for what is asked after it").hasSize(2);
    }
  }

  @Test
  void asksNothingWithoutAnOwnerAndNothingAfterOtherRefusals() {
    denied();
    assertThat(test(server.location()).failure().orElseThrow().code()).isEqualTo("ACCESS_DENIED");
    server.thenError(404, "NoSuchBucket", "There is none.");
    assertThat(test(location).failure().orElseThrow().code()).isEqualTo("NO_SUCH_BUCKET");

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aDeliveryAsksNothing() {
    denied();
    try (ObjectStore store = s3.open(location, KEY)) {
      assertThat(store.put(new ObjectKey("events/one"), new byte[] {1}))
          .isInstanceOf(PutOutcome.Refused.class);
    }

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void warnsOfAStoreThatLetsInWhomeverAWrongOwnerIsExpectedOf() {
    server.thenOk().thenError(412, "PreconditionFailed", "It is there.");
    new Answers().thenNoSuchUpload();

    ConnectionTest found = test(location);

    assertThat(found.succeeded()).isTrue();
    assertThat(found.warning().map(Failure::code)).contains("EXPECTED_OWNER_IGNORED");
    ScriptedS3Server.Request asked = server.requests().getLast();
    assertThat(asked.target()).contains("partNumber=1", "uploadId=");
    assertThat(asked.headers().getFirst(OWNER)).isEqualTo("888877776666");
    assertThat(asked.bodyLength()).isZero();
  }

  @Test
  void doesNotWarnIfAWrongOwnerIsDenied() {
    server.thenOk().thenError(412, "PreconditionFailed", "It is there.");
    denied();

    assertThat(test(location).warning()).isEmpty();
  }

  @Test
  void doesNotWarnIfTheStoreDoesNotTell() {
    server.thenOk().thenError(412, "PreconditionFailed", "It is there.").thenHangUp();

    assertThat(test(location).warning()).isEmpty();
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void doesNotAskWithoutAnOwner() {
    server.thenOk().thenError(412, "PreconditionFailed", "It is there.");

    assertThat(test(server.location()).warning()).isEmpty();
    assertThat(server.requests()).hasSize(2);
  }

  private ConnectionTest test(S3Location place) {
    return new ConnectionTester(stores, TestSettings.TIME).test(place, KEY).test();
  }

  private Answers denied() {
    return new Answers().denied();
  }

  /** What the server says, in order. */
  private final class Answers {
    Answers denied() {
      server.thenError(403, "AccessDenied", "Access Denied");
      return this;
    }

    Answers thenNoSuchUpload() {
      server.thenError(404, "NoSuchUpload", "The specified upload does not exist.");
      return this;
    }

    Answers thenHangUp() {
      server.thenHangUp();
      return this;
    }
  }
}
