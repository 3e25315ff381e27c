package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What customers read when a test of their connection fails: which trouble it is, and its cure. */
class EveryFailureHasItsOwnCodeTest {
  @ParameterizedTest
  @EnumSource
  void tellsWhatItIsAndWhatToDo(Trouble trouble, @TempDir Path folder) {
    try (TroubledStore there = new TroubledStore(folder)) {
      ConnectionTest result = trouble.meet(there);

      assertThat(result.failure().or(result::warning)).contains(trouble.told());
      assertThat(result.stage()).isEqualTo(trouble.told().stage());
      assertThat(result.succeeded()).isEqualTo(trouble == Trouble.EXTERNAL_ID_NOT_ENFORCED);
      assertThat(result.toString()).doesNotContain(TroubledStore.KEY.secretAccessKey());
    }
  }

  @Test
  void noTwoShareACodeOrAnAdvice() {
    List<Failure> told = Arrays.stream(Trouble.values()).map(Trouble::told).toList();

    assertThat(told)
        .extracting(Failure::code)
        .doesNotHaveDuplicates()
        .as("the code of a name that a delivery finds taken")
        .doesNotContain("NAME_TAKEN");
    assertThat(told).extracting(Failure::advice).doesNotHaveDuplicates().doesNotContain("");
  }
}
