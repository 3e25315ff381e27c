package dev.waybill.server.graphql;

import dev.waybill.export.Interval;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.s3.setup.AccountId;
import dev.waybill.stores.s3.setup.BucketFolder;
import dev.waybill.stores.s3.setup.KmsKeyArn;
import dev.waybill.stores.s3.setup.NewBucket;
import dev.waybill.stores.s3.setup.PutOption;
import dev.waybill.stores.s3.setup.RoleName;
import dev.waybill.stores.s3.setup.S3Setup;
import dev.waybill.stores.s3.setup.Trust;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The destination that is to be set up, as asked for; the schema has checked the types. */
final class SetupInput {
  private final Map<String, @Nullable Object> data;

  SetupInput(Map<String, @Nullable Object> data) {
    this.data = data;
  }

  /**
   * @param integration whose bucket is meant if no other is named, with the options that it has
   * @param roleNamePrefix that the operator demands
   */
  S3Setup setup(
      Optional<StorageIntegration> integration,
      Optional<String> roleNamePrefix,
      Optional<Trust> trust) {
    Optional<S3Location> known = integration.flatMap(SetupInput::bucket);
    Optional<BucketFolder> named = named();
    Optional<S3Options> options =
        known
            .filter(
                bucket -> named.map(BucketFolder::bucket).map(bucket.bucket()::equals).orElse(true))
            .map(S3Location::options);
    return new S3Setup(
        named
            .or(() -> known.map(bucket -> new BucketFolder(bucket.bucket(), bucket.path())))
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "bucket", "The bucket is missing: give bucket and path, or destination.")),
        text("region")
            .or(() -> named.isPresent() ? Optional.empty() : known.map(S3Location::region)),
        text("kmsKeyArn").map(KmsKeyArn::new).or(() -> options.flatMap(SetupInput::key)),
        RoleName.of(text("roleName"), roleNamePrefix),
        text("accountId").map(AccountId::new),
        trust,
        flag("bucketOwnerFullControl")
                .or(() -> options.map(S3Options::bucketOwnerFullControl))
                .orElse(false)
            ? Set.of(PutOption.ACL)
            : Set.of(),
        creation());
  }

  private Optional<BucketFolder> named() {
    Optional<String> destination = text("destination");
    Optional<String> bucket = text("bucket");
    if (destination.isPresent() && (bucket.isPresent() || text("path").isPresent())) {
      throw new InvalidInput("destination", "Give either destination, or bucket and path.");
    }
    return destination
        .map(BucketFolder::parse)
        .or(
            () ->
                bucket.map(
                    name ->
                        new BucketFolder(
                            name, text("path").map(StoragePath::new).orElse(StoragePath.ROOT))));
  }

  private Optional<NewBucket> creation() {
    Optional<Integer> expireAfterDays = value("expireAfterDays").map(Integer.class::cast);
    if (flag("createBucket").orElse(false)) {
      return Optional.of(
          new NewBucket(
              expireAfterDays,
              text("interval").map(Interval::valueOf).orElse(Interval.EVERY_HOUR)));
    }
    if (expireAfterDays.isPresent()) {
      throw new InvalidInput(
          "expireAfterDays", "expireAfterDays is for a bucket that is created: add createBucket.");
    }
    return Optional.empty();
  }

  /** What policies can name: they do not know an id or alias as its key. */
  private static Optional<KmsKeyArn> key(S3Options options) {
    return options.encryption() instanceof S3Encryption.Kms(String id, boolean _)
        ? KmsKeyArn.ifKey(id)
        : Optional.empty();
  }

  private static Optional<S3Location> bucket(StorageIntegration integration) {
    return integration.location() instanceof S3Location bucket
        ? Optional.of(bucket)
        : Optional.empty();
  }

  private Optional<String> text(String field) {
    return value(field).map(String.class::cast);
  }

  private Optional<Boolean> flag(String field) {
    return value(field).map(Boolean.class::cast);
  }

  private Optional<Object> value(String field) {
    return Optional.ofNullable(data.get(field));
  }
}
