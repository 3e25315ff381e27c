package dev.waybill.cli.verify;

import dev.waybill.storage.S3Location;
import dev.waybill.stores.s3.S3BucketReader;
import dev.waybill.verify.BucketReader;
import java.util.Optional;

/** A folder of an S3 bucket. */
final class S3Place {
  private S3Place() {}

  static BucketReader open(S3Location location, Optional<String> profile) {
    return profile
        .map(name -> S3BucketReader.withProfile(name, location))
        .orElseGet(() -> S3BucketReader.withOwnCredentials(location));
  }
}
