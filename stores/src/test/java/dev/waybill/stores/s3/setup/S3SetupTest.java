package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.export.Interval;
import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.StoragePath;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class S3SetupTest {
  private static final Optional<KmsKeyArn> NO_KEY = Optional.empty();

  @Test
  void eachPartitionHasItsOwnArns() {
    assertThat(resource("cn-north-1")).contains("arn:aws-cn:s3:::acme-audit/p/*");
    assertThat(resource("us-gov-west-1")).contains("arn:aws-us-gov:s3:::acme-audit/p/*");
    assertThat(resource("eu-central-1")).contains("arn:aws:s3:::acme-audit/p/*");
  }

  @Test
  void refusesWhatLiesInDifferentPartitions() {
    assertRefused(
        "region", () -> setup(Optional.of("cn-north-1"), NO_KEY, Optional.of(Setups.TRUST)));
  }

  @Test
  void refusesAKeyOfAnotherRegion() {
    assertRefused(
        "kmsKeyArn",
        () ->
            setup(
                Optional.of("eu-west-1"),
                Optional.of(new KmsKeyArn("arn:aws:kms:eu-central-1:111122223333:key/k")),
                Optional.empty()));
  }

  @Test
  void refusesAnAliasOfAKey() {
    assertRefused(
        "kmsKeyArn", () -> new KmsKeyArn("arn:aws:kms:eu-central-1:111122223333:alias/a"));
  }

  @Test
  void refusesAPrincipalThatIsASession() {
    assertRefused(
        "principal", () -> new PrincipalArn("arn:aws:sts::111122223333:assumed-role/waybill/i-1"));
    assertRefused("principal", () -> new PrincipalArn("*"));
    assertRefused("principal", () -> new PrincipalArn("arn:aws-x:iam::111122223333:role/a"));
  }

  @Test
  void refusesWhatAwsHasNot() {
    assertRefused("roleName", () -> new RoleName("a b"));
    assertRefused("accountId", () -> new AccountId("1111-2222-3333"));
    assertRefused("bucket", () -> new BucketFolder("ab", StoragePath.ROOT));
    assertRefused("destination", () -> BucketFolder.parse("gs://abc"));
    assertRefused("destination", () -> BucketFolder.parse("s3://abc/{{resolve:ssm:x}}"));
    assertRefused("destination", () -> BucketFolder.parse("s3://abc/a//b"));
    assertRefused("expireAfterDays", () -> new NewBucket(Optional.of(0), Interval.EVERY_HOUR));
  }

  @Test
  void aRolesNameStartsAsTheOperatorDemands() {
    Optional<String> prefix = Optional.of("audit-");

    assertThat(RoleName.of(Optional.empty(), prefix)).hasToString("audit-waybill-export");
    assertThat(RoleName.of(Optional.empty(), Optional.of("way"))).hasToString("waybill-export");
    assertThat(RoleName.of(Optional.of("audit-x"), prefix)).hasToString("audit-x");
    assertRefused("roleName", () -> RoleName.of(Optional.of("x"), prefix));
  }

  @Test
  void anExportIsSilentAfterTwoIntervals() {
    for (Interval interval : Interval.values()) {
      Alarm alarm = Alarm.of(interval, Setups.TRUST);
      assertThat(alarm.periodSeconds() * alarm.periods())
          .isEqualTo(2 * interval.length().toSeconds());
      assertThat(alarm.periodSeconds()).isBetween(60L, 3_600L);
    }
  }

  private static String resource(String region) {
    return new SetupDocuments(setup(Optional.of(region), NO_KEY, Optional.empty()))
        .permissionPolicy();
  }

  private static S3Setup setup(
      Optional<String> region, Optional<KmsKeyArn> key, Optional<Trust> trust) {
    return new S3Setup(
        BucketFolder.parse("s3://acme-audit/p"),
        region,
        key,
        RoleName.of(Optional.empty(), Optional.empty()),
        Optional.empty(),
        trust,
        Set.of(),
        Optional.empty());
  }

  private static void assertRefused(String field, ThrowingCallable call) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
  }
}
