package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ThrottledRealIT {
  /** Longer than the engine takes to look for work again. */
  private static final long A_WHILE = 2_500;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "DIRECTORY") // which asks for nothing
  void leavesTheStoreAloneAsLongAsItAsks(StoreKind kind) throws Exception {
    try (var export = new OneExport(kind, folder)) {
      export.send(50);
      export.rig().proxy().next(Trouble.UNAVAILABLE);
      Instant asked = export.rig().clock().now();
      String job = export.run();
      export.awaitStatus(job, "BLOCKED");

      assertThat(Instant.parse(export.field("nextAttemptAt")))
          .isAfterOrEqualTo(asked.plus(FaultProxy.RETRY_AFTER));

      export.rig().proxy().seen().clear();
      export.rig().clock().pass(FaultProxy.RETRY_AFTER.minus(Duration.ofMinutes(1)));
      Thread.sleep(A_WHILE);
      assertThat(export.rig().proxy().seen()).isEmpty();

      export.rig().clock().pass(Duration.ofMinutes(1));
      export.awaitStatus(job, "SUCCEEDED");
      export.awaitDelivery();
    }
  }
}
