package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.S3Abilities.ConditionalPuts;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays known about a store. */
class S3LocationTest {
  private static final S3Abilities LEARNED =
      new S3Abilities(ConditionalPuts.REFUSED, Optional.of(S3Checksum.SIGNED_BODY));
  private static final S3Location KNOWN = at("bucket", "p", "https://s3.example.com").with(LEARNED);

  @Test
  void keepsItInFoldersAndForAnotherPath() {
    assertThat(KNOWN.below(new StoragePath("q")).abilities()).isEqualTo(LEARNED);
    assertThat(at("bucket", "other", "https://s3.example.com").learnedFrom(KNOWN).abilities())
        .isEqualTo(LEARNED);
  }

  @Test
  void keepsItWithOtherOptions() {
    S3Options owned =
        new S3Options(new S3Encryption.S3Managed(), Optional.of("111122223333"), false);

    assertThat(KNOWN.with(owned).abilities()).isEqualTo(LEARNED);
    assertThat(KNOWN.with(LEARNED).with(owned).unlearned().options()).isEqualTo(owned);
  }

  @Test
  void forgetsItForAnotherBucketOrEndpoint() {
    S3Location otherBucket = at("other", "p", "https://s3.example.com");
    S3Location otherEndpoint = at("bucket", "p", "https://s3.example.net");

    assertThat(otherBucket.learnedFrom(KNOWN)).isEqualTo(otherBucket);
    assertThat(otherEndpoint.learnedFrom(KNOWN)).isEqualTo(otherEndpoint);
  }

  @Test
  void isTheSamePlaceWhateverIsKnown() {
    assertThat(KNOWN).hasToString("s3://bucket/p at https://s3.example.com");
    assertThat(KNOWN.unlearned()).isEqualTo(at("bucket", "p", "https://s3.example.com"));
  }

  @Test
  void protectsBodiesAsIsUsualForTheEndpointUnlessTheStoreRefusedThat() {
    assertThat(KNOWN.checksum()).isEqualTo(S3Checksum.SIGNED_BODY);
    assertThat(KNOWN.unlearned().checksum()).isEqualTo(S3Checksum.CONTENT_MD5);
    assertThat(
            new S3Location("bucket", StoragePath.ROOT, "us-east-1", Optional.empty(), false)
                .checksum())
        .isEqualTo(S3Checksum.CRC32C);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3.amazonaws.com",
        "S3.EU-WEST-1.AmazonAWS.com.",
        "bucket.s3.us-east-1.amazonaws.com",
        "s3-us-west-2.amazonaws.com",
        "s3-fips-us-gov-west-1.amazonaws.com",
        "s3.us-gov-east-1.amazonaws.com",
        "s3-fips.ca-central-1.amazonaws.com",
        "s3.dualstack.ap-southeast-2.amazonaws.com",
        "s3-fips.dualstack.us-east-2.amazonaws.com",
        "s3-external-1.amazonaws.com",
        "bucket.s3-accelerate.dualstack.amazonaws.com",
        "records-111122223333.s3-accesspoint.us-west-2.amazonaws.com",
        "s3express-use1-az4.us-east-1.amazonaws.com",
        "bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com",
        "vpce-1a2b3c4d-5e6f-us-east-1a.s3.us-east-1.vpce.amazonaws.com",
        "s3.cn-north-1.amazonaws.com.cn",
        "s3.eusc-de-east-1.amazonaws.eu",
        "s3.us-east-1.api.aws",
        "s3.us-isob-east-1.sc2s.sgov.gov"
      })
  void knowsTheHostsOfAmazonS3(String host) {
    assertThat(at("bucket", "p", "https://" + host).isAmazons()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2-198-51-100-7.compute-1.amazonaws.com",
        "ec2-198-51-100-7.eu-west-1.compute.amazonaws.com",
        "minio-1234567890.us-east-1.elb.amazonaws.com",
        "s3-1234567890abcdef.elb.us-east-1.amazonaws.com",
        "s3.us-east-1.elb.amazonaws.com",
        "a1b2c3.execute-api.us-east-1.amazonaws.com",
        "a1b2c3.lambda-url.us-east-1.on.aws",
        "vpce-1a2b.vpce-svc-3c4d.us-east-1.vpce.amazonaws.com",
        "bucket.s3-website-us-east-1.amazonaws.com",
        "s3.us-east-1.amazonaws.com.example.com",
        "s3.notamazonaws.com",
        "amazonaws.com"
      })
  void takesNobodyElsesHostForAmazons(String host) {
    assertThat(at("bucket", "p", "https://" + host).isAmazons()).isFalse();
  }

  private static S3Location at(String bucket, String path, String endpoint) {
    return new S3Location(
        bucket, new StoragePath(path), "us-east-1", Optional.of(URI.create(endpoint)), true);
  }
}
