package dev.waybill.stores.s3.setup;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.S3Location;
import java.util.Arrays;

/** One of AWS's separate worlds; nothing in one can be allowed to use something in another. */
enum Partition {
  AWS("aws"),
  AWS_CN("aws-cn"),
  AWS_US_GOV("aws-us-gov");

  private final String id;

  Partition(String id) {
    this.id = id;
  }

  /** That of a bucket; stores of others name theirs as AWS does in most of the world. */
  static Partition of(S3Location location) {
    return location.isAmazons() ? ofRegion(location.region()) : AWS;
  }

  static Partition ofRegion(String region) {
    if (region.startsWith("cn-")) {
      return AWS_CN;
    }
    return region.startsWith("us-gov-") ? AWS_US_GOV : AWS;
  }

  /** That of an ARN whose form has been checked. */
  static Partition ofArn(String field, String arn) {
    String given = arn.split(":", 3)[1];
    return Arrays.stream(values())
        .filter(partition -> partition.id.equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    field,
                    "The partition of " + arn + " is not one of aws, aws-cn and aws-us-gov."));
  }

  @Override
  public String toString() {
    return id;
  }
}
