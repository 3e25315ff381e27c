package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.api.Test;

class StoragePathTest {
  /** Encoded, it would become a '?', which is a wildcard in policies. */
  @Test
  void refusesHalfOfASurrogatePair() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> new StoragePath("a\ud83d/b"))
        .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("path"));
    assertThat(new StoragePath("/a\ud83d\ude00/b/")).hasToString("a\ud83d\ude00/b");
  }
}
