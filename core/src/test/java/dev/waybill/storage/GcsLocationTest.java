package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcsLocationTest {
  private static final String LONG = "a".repeat(63);

  @Test
  void hasFolders() {
    GcsLocation bucket = new GcsLocation("bucket", StoragePath.ROOT);

    assertThat(bucket).hasToString("gs://bucket");
    assertThat(bucket.below(new StoragePath("a/b"))).hasToString("gs://bucket/a/b");
    assertThat(bucket.isSamePlace(bucket.below(new StoragePath("a")))).isFalse();
    assertThat(bucket.unlearned()).isEqualTo(bucket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0-9", "a_b", "audit.example.com", "1.2", "a1.b-2_c"})
  void takesBuckets(String bucket) {
    assertThat(new GcsLocation(bucket, StoragePath.ROOT).bucket()).isEqualTo(bucket);
  }

  @Test
  void takesTheLongestNames() {
    String longest = String.join(".", LONG, LONG, LONG, "a".repeat(30));

    assertThat(longest).hasSize(222);
    assertThat(new GcsLocation(longest, StoragePath.ROOT).bucket()).isEqualTo(longest);
    assertRefused(longest + "a");
    assertRefused("a".repeat(64));
    assertRefused("b." + "a".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "-abc",
        "abc-",
        "_abc",
        "abc_",
        ".abc",
        "abc.",
        "a..b",
        "Abc",
        "a b",
        "a/b",
        "a%2fb",
        "a?b",
        "a#b",
        "a\u0663b",
        "abc\n",
        "gs://abc"
      })
  void refusesWhatIsNoBucket(String bucket) {
    assertRefused(bucket);
  }

  private static void assertRefused(String bucket) {
    InvalidInput refusal =
        catchThrowableOfType(InvalidInput.class, () -> new GcsLocation(bucket, StoragePath.ROOT));

    assertThat(refusal.field()).isEqualTo("bucket");
  }
}
