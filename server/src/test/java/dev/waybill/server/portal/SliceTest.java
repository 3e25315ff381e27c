package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceTest {
  @Test
  void pagesShowEachRowOnce() {
    List<Integer> all = numbers(250);
    List<Integer> seen = new ArrayList<>();
    Slice<Integer> slice = Slice.of(all, Optional.empty());
    seen.addAll(slice.rows());
    while (slice.next() > 0) {
      assertThat(slice.rows()).hasSize(100);
      assertThat(slice.next("/list")).isEqualTo("/list?from=" + seen.size());
      slice = Slice.of(all, Optional.of(slice.next()));
      seen.addAll(slice.rows());
    }

    assertThat(seen).isEqualTo(all);
    assertThat(slice.count()).isEqualTo(250);
  }

  @Test
  void whatFillsOnePageHasNoOther() {
    assertThat(Slice.of(numbers(100), Optional.empty()).next("/list")).isEmpty();
    assertThat(Slice.of(numbers(0), Optional.empty())).isEqualTo(new Slice<>(List.of(), 0, 0));
  }

  @Test
  void takesAnyNumberFromTheAddress() {
    assertThat(Slice.of(numbers(3), Optional.of(-7)).rows()).containsExactly(0, 1, 2);
    assertThat(Slice.of(numbers(3), Optional.of(2)).rows()).containsExactly(2);
    assertThat(Slice.of(numbers(3), Optional.of(Integer.MAX_VALUE)).rows()).isEmpty();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
