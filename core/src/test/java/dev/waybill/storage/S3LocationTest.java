package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.S3Abilities.ConditionalPuts;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

  private static S3Location at(String bucket, String path, String endpoint) {
    return new S3Location(
        bucket, new StoragePath(path), "us-east-1", Optional.of(URI.create(endpoint)), true);
  }
}
