package dev.waybill.stores.s3.setup;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.S3Location;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One of AWS's separate worlds; nothing in one can be allowed to use something in another. */
enum Partition {
  AWS("aws", "", "amazonaws.com"),
  AWS_CN("aws-cn", "cn-", "amazonaws.com.cn"),
  AWS_US_GOV("aws-us-gov", "us-gov-", "amazonaws.com"),
  AWS_EUSC("aws-eusc", "eusc-", "amazonaws.eu"),
  AWS_ISO("aws-iso", "us-iso-", "c2s.ic.gov"),
  AWS_ISO_B("aws-iso-b", "us-isob-", "sc2s.sgov.gov"),
  AWS_ISO_E("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk"),
  AWS_ISO_F("aws-iso-f", "us-isof-", "csp.hci.ic.gov");

  private final String id;
  private final String regionPrefix;
  private final String dnsSuffix;

  Partition(String id, String regionPrefix, String dnsSuffix) {
    this.id = id;
    this.regionPrefix = regionPrefix;
    this.dnsSuffix = dnsSuffix;
  }

  /** That of a bucket; stores of others name theirs as AWS does in most of the world. */
  static Partition of(S3Location location) {
    return location.isAmazons() ? ofRegion(location.region()) : AWS;
  }

  static Partition ofRegion(String region) {
    return Arrays.stream(values())
        .filter(partition -> partition != AWS && region.startsWith(partition.regionPrefix))
        .findFirst()
        .orElse(AWS);
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
                    "The partition of "
                        + arn
                        + " is not one of AWS's: "
                        + Arrays.stream(values())
                            .map(Partition::toString)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** What the names of its servers end with. */
  String dnsSuffix() {
    return dnsSuffix;
  }

  @Override
  public String toString() {
    return id;
  }
}
