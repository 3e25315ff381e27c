package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
  private static final int KIB = 1024;
  private static final String SENDER = "tenant a";

  private final BodyMemory memory = new BodyMemory(512 * KIB, 256 * KIB + 1);

  @Test
  void givesArraysOfTheLengthAskedForAtLeast() {
    assertThat(memory.take(SENDER, 10)).hasSize(10);
    assertThat(memory.take(SENDER, 64 * KIB)).hasSize(64 * KIB);
    assertThat(memory.take(SENDER, 64 * KIB + 1)).hasSize(128 * KIB);
    assertThat(memory.take(SENDER, 256 * KIB + 1)).hasSize(256 * KIB + 1);
  }

  @Test
  void usesLargeArraysAgain() {
    byte[] first = memory.take(SENDER, 100 * KIB);
    memory.give(SENDER, first);

    assertThat(memory.take(SENDER, 70 * KIB)).isSameAs(first);
  }

  @Test
  void refusesWhatIsOverItsLimitAndTakesNothingThen() {
    byte[] held = memory.take(SENDER, 256 * KIB);
    memory.take(SENDER, 256 * KIB);

    assertThatThrownBy(() -> memory.take(SENDER, 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
              assertThat(refused.problem().headers()).containsEntry("Retry-After", "1");
            });
    memory.give(SENDER, held);
    assertThat(memory.take(SENDER, 1)).hasSize(1);
  }

  @Test
  void countsWhatIsInUse() {
    byte[] small = memory.take(SENDER, 10);
    byte[] large = memory.take(SENDER, 65 * KIB);
    memory.give(SENDER, small);

    assertThat(memory.used()).isEqualTo(128 * KIB);
    memory.give(SENDER, large);
    assertThat(memory.used()).isZero();
  }

  @Test
  void givesNoSenderMoreThanHalf() {
    BodyMemory wide = new BodyMemory(1024 * KIB, 64 * KIB);
    byte[] held = new byte[0];
    for (int i = 0; i < 8; i++) {
      held = wide.take(SENDER, 64 * KIB);
    }

    assertThatThrownBy(() -> wide.take(SENDER, 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.RATE_LIMITED);
              assertThat(refused.problem().headers()).containsEntry("Retry-After", "1");
            });
    assertThat(wide.take("tenant b", 64 * KIB)).hasSize(64 * KIB);
    wide.give(SENDER, held);
    assertThat(wide.take(SENDER, 64 * KIB)).hasSize(64 * KIB);
  }

  @Test
  void givesASenderAlwaysWhatOneRequestNeeds() {
    BodyMemory narrow = new BodyMemory(4 * 64 * KIB, 64 * KIB);

    for (int i = 0; i < 3; i++) {
      assertThat(narrow.take(SENDER, 64 * KIB)).hasSize(64 * KIB);
    }
    assertThatThrownBy(() -> narrow.take(SENDER, 1)).isInstanceOf(ProblemException.class);
  }

  @Test
  void aLackOfMemoryLeavesNothingInUse() {
    // Longer than any array that the machine can make.
    BodyMemory unlimited = new BodyMemory(Long.MAX_VALUE, Integer.MAX_VALUE);

    assertThatThrownBy(() -> unlimited.take(SENDER, Integer.MAX_VALUE))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(unlimited.used()).isZero();
    assertThat(unlimited.take(SENDER, 10)).hasSize(10);
  }
}
