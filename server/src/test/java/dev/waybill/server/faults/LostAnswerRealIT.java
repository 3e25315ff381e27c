package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LostAnswerRealIT {
  private static final List<Trouble> STORED_ALL_THE_SAME =
      List.of(
          Trouble.RESET_AFTER,
          Trouble.ANSWER_CUT,
          Trouble.STALLED_AFTER,
          Trouble.LIE,
          Trouble.OVERDUE);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "DIRECTORY") // which is asked without a proxy
  void recognisesOnTheRetryAnObjectWhoseAnswerWasLost(StoreKind kind) throws Exception {
    try (var export = new OneExport(kind, folder)) {
      for (Trouble trouble : STORED_ALL_THE_SAME) {
        export.send(50);
        export.rig().proxy().seen().clear();
        export.rig().proxy().next(trouble);

        String job = export.run();
        export.awaitStatus(job, "BLOCKED");
        export.run();
        export.awaitStatus(job, "SUCCEEDED");

        List<String> names =
            export.rig().proxy().seen().stream().map(StoreRequest::target).toList();
        assertThat(names.get(1)).as("put again after %s", trouble).isEqualTo(names.getFirst());
        List<String> attempts = export.attempts(job); // also a store that is slow may be too late
        assertThat(attempts).hasSizeGreaterThan(1).last().isEqualTo("SUCCEEDED");
        assertThat(names)
            .hasSizeBetween(distinct(names) + 1, distinct(names) + attempts.size() - 1);
        export.awaitDelivery();
      }
    }
  }

  private static int distinct(List<String> names) {
    return Set.copyOf(names).size();
  }
}
