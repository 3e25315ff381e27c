package dev.waybill.stores.s3.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.BucketPath;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.util.Optional;
import java.util.regex.Pattern;

/** A folder of a bucket of AWS. */
public record BucketFolder(String bucket, StoragePath path) {
  private static final String ANY_REGION = "us-east-1";
  private static final int LEAST_LENGTH = 3;

  /** CloudFormation would put a secret in its place, wherever it stands. */
  private static final String REFERENCE = "{{resolve:";

  /** These mean something in IAM's resources; there, a variable each stands for the character. */
  private static final Pattern SPECIAL = Pattern.compile("[*?$]");

  /**
   * @throws InvalidInput if AWS has no such buckets
   */
  public BucketFolder {
    requireNonNull(path, "path is null");
    new S3Location(bucket, path, ANY_REGION, Optional.empty(), false);
    if (bucket.length() < LEAST_LENGTH) {
      throw new InvalidInput("bucket", "A bucket's name has at least three characters in AWS.");
    }
    if (path.value().contains(REFERENCE)) {
      throw new InvalidInput("path", "A path must not contain '" + REFERENCE + "'.");
    }
  }

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @throws InvalidInput if it is not of that form
   */
  public static BucketFolder parse(String destination) {
    BucketPath named = BucketPath.parse(destination);
    try {
      return new BucketFolder(named.bucket(), named.path());
    } catch (InvalidInput e) {
      throw new InvalidInput("destination", e.getMessage());
    }
  }

  /** The start of the keys of everything in a folder below this one; ends with a slash. */
  String prefix(String folder) {
    return (path.value().isEmpty() ? "" : path + "/") + folder + "/";
  }

  String bucketArn(Partition partition) {
    return bucketArn(partition, bucket);
  }

  private static String bucketArn(Partition partition, String bucket) {
    return "arn:" + partition + ":s3:::" + bucket;
  }

  /** All objects of the folder, and none elsewhere, as a policy names them. */
  String objects(Partition partition) {
    return objects(partition, bucket, path);
  }

  /** Those of a folder that may be another store's, whose buckets have other names. */
  static String objects(Partition partition, String bucket, StoragePath path) {
    String literally = SPECIAL.matcher(path.value()).replaceAll("\\${$0}");
    return bucketArn(partition, bucket) + "/" + (literally.isEmpty() ? "" : literally + "/") + "*";
  }
}
