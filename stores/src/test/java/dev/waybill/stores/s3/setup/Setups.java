package dev.waybill.stores.s3.setup;

import dev.waybill.export.Interval;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.setup.Hostile;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Destinations to set up. */
final class Setups {
  static final String BUCKET = "acme-audit";

  /** A folder that would mean something in every language, were it not quoted. */
  static final String HOSTILE = Hostile.PATH;

  static final Trust TRUST =
      new Trust(
          new PrincipalArn("arn:aws:iam::999988887777:role/waybill"),
          UUID.fromString("0a1b2c3d-1111-4222-8333-444455556666"));

  private static final KmsKeyArn KEY =
      new KmsKeyArn("arn:aws:kms:eu-central-1:111122223333:key/mrk-0123abcd");

  private Setups() {}

  /** All there is, below a hostile prefix. */
  static S3Setup everything() {
    return new S3Setup(
        new BucketFolder(BUCKET, new StoragePath(HOSTILE)),
        Optional.of("eu-central-1"),
        Optional.of(KEY),
        RoleName.of(Optional.empty(), Optional.of("acme-")),
        Optional.of(new AccountId("111122223333")),
        Optional.of(TRUST),
        Set.of(PutOption.ACL),
        Optional.of(new NewBucket(Optional.of(400), Interval.EVERY_12_HOURS)));
  }

  /** The usual: a folder of a bucket that exists. */
  static S3Setup existingBucket() {
    return setup("s3://acme-audit/waybill");
  }

  static S3Setup setup(String destination) {
    return new S3Setup(
        BucketFolder.parse(destination),
        Optional.empty(),
        Optional.empty(),
        RoleName.of(Optional.empty(), Optional.empty()),
        Optional.of(new AccountId("111122223333")),
        Optional.of(TRUST),
        Set.of(),
        Optional.empty());
  }

  /** The bucket is new, and all else is as simple as it can be. */
  static S3Setup newBucket() {
    return new S3Setup(
        BucketFolder.parse("s3://acme-audit"),
        Optional.of("us-east-1"),
        Optional.empty(),
        RoleName.of(Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.of(TRUST),
        Set.of(),
        Optional.of(new NewBucket(Optional.empty(), Interval.EVERY_5_MINUTES)));
  }
}
