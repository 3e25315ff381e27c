package dev.waybill.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListedObjectsTest {

  @Test
  void knowsWhatNoManifestLists() {
    ListedObjects listed = new ListedObjects(4);
    IntStream.range(0, 20_000).forEach(i -> listed.add("key-" + i));
    IntStream.range(0, 100).forEach(i -> listed.add("key-" + i)); // some stores list a key twice
    listed.seal();

    IntStream.range(0, 20_000).filter(i -> i != 77).forEach(i -> listed.take("key-" + i));
    listed.take("never listed");

    assertThat(listed.isAnyLeft()).isTrue();
    assertThat(IntStream.range(0, 21_000).filter(i -> listed.isLeft("key-" + i)))
        .containsExactly(77);

    listed.take("key-77");
    assertThat(listed.isAnyLeft()).isFalse();
  }
}
