package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
  private static final int KIB = 1024;

  private final BodyMemory memory = new BodyMemory(512 * KIB, 256 * KIB + 1);

  @Test
  void givesArraysOfTheLengthAskedForAtLeast() {
    assertThat(memory.take(10)).hasSize(10);
    assertThat(memory.take(64 * KIB)).hasSize(64 * KIB);
    assertThat(memory.take(64 * KIB + 1)).hasSize(128 * KIB);
    assertThat(memory.take(256 * KIB + 1)).hasSize(256 * KIB + 1);
  }

  @Test
  void usesLargeArraysAgain() {
    byte[] first = memory.take(100 * KIB);
    memory.give(first);

    assertThat(memory.take(70 * KIB)).isSameAs(first);
  }

  @Test
  void refusesWhatIsOverItsLimitAndTakesNothingThen() {
    byte[] held = memory.take(256 * KIB);
    memory.take(256 * KIB);

    assertThatThrownBy(() -> memory.take(1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(refused.problem().headers()).containsEntry("Retry-After", "1");
            });
    memory.give(held);
    assertThat(memory.take(1)).hasSize(1);
  }

  @Test
  void countsWhatIsInUse() {
    byte[] small = memory.take(10);
    byte[] large = memory.take(65 * KIB);
    memory.give(small);

    assertThat(memory.used()).isEqualTo(128 * KIB);
    memory.give(large);
    assertThat(memory.used()).isZero();
  }

  @Test
  void aLackOfMemoryLeavesNothingInUse() {
    // Longer than any array that the machine can make.
    BodyMemory unlimited = new BodyMemory(Long.MAX_VALUE, Integer.MAX_VALUE);

    assertThatThrownBy(() -> unlimited.take(Integer.MAX_VALUE))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(unlimited.used()).isZero();
    assertThat(unlimited.take(10)).hasSize(10);
  }
}
