package dev.waybill.cli.exports;

import dev.waybill.export.Interval;
import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.s3.setup.AccountId;
import dev.waybill.stores.s3.setup.BucketFolder;
import dev.waybill.stores.s3.setup.KmsKeyArn;
import dev.waybill.stores.s3.setup.NewBucket;
import dev.waybill.stores.s3.setup.PutOption;
import dev.waybill.stores.s3.setup.RoleName;
import dev.waybill.stores.s3.setup.S3Setup;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The destination that is to be set up. */
final class SetupOptions {
  @Option(
      names = "--destination",
      paramLabel = "URL",
      description =
          "s3://BUCKET/PREFIX, azure://ACCOUNT.blob.core.windows.net/CONTAINER/FOLDER or"
              + " gs://BUCKET/FOLDER; else that of the export.")
  private Optional<String> destination = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Of the bucket; needed to create it, unless there is a key.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = "--kms-key",
      paramLabel = "ARN",
      description = "The key with which the bucket encrypts; else that of the export.")
  private Optional<String> kmsKey = Optional.empty();

  @Option(
      names = "--role-name",
      paramLabel = "NAME",
      description = "Default: waybill-export, after the prefix that the server demands.")
  private Optional<String> roleName = Optional.empty();

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "The AWS account of the role; statements that name the role need it.")
  private Optional<String> account = Optional.empty();

  @Option(
      names = "--bucket-owner-full-control",
      negatable = true,
      description =
          "Objects are put with this ACL, which takes another permission; else as the export says.")
  private Optional<Boolean> bucketOwnerFullControl = Optional.empty();

  @Option(
      names = "--create-bucket",
      description =
          "Script, template and module create the bucket or container, too; for S3 also an alarm"
              + " for silence.")
  private boolean createBucket;

  @Option(
      names = "--expire-after",
      paramLabel = "DAYS",
      description = "With --create-bucket: when events are deleted; default never.")
  private Optional<Integer> expireAfter = Optional.empty();

  @Option(
      names = "--interval",
      defaultValue = "EVERY_HOUR",
      paramLabel = "INTERVAL",
      description = "With --create-bucket: that of the export; default EVERY_HOUR.")
  private Interval interval = Interval.EVERY_HOUR;

  Optional<String> destination() {
    return destination;
  }

  /** What a query of another provider's is told about creating the place. */
  void tell(ObjectNode data, String creation) {
    if (createBucket) {
      data.put(creation, true);
    }
    expireAfter.ifPresent(days -> data.put("expireAfterDays", days));
  }

  /**
   * @param destination that is meant
   * @throws InvalidInput if something cannot be taken
   */
  S3Setup setup(String destination, Known known) {
    return new S3Setup(
        BucketFolder.parse(destination),
        region,
        kmsKey.or(known::kmsKeyArn).map(KmsKeyArn::new),
        RoleName.of(roleName, known.roleNamePrefix()),
        account.map(AccountId::new),
        known.trust(),
        bucketOwnerFullControl.orElse(known.bucketOwnerFullControl())
            ? Set.of(PutOption.ACL)
            : Set.of(),
        creation());
  }

  private Optional<NewBucket> creation() {
    if (!createBucket && expireAfter.isPresent()) {
      throw new InvalidInput("expireAfterDays", "--expire-after is for --create-bucket.");
    }
    return createBucket ? Optional.of(new NewBucket(expireAfter, interval)) : Optional.empty();
  }
}
