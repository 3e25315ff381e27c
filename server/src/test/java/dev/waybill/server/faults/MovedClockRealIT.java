package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.faults.ExportPlan.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedClockRealIT {
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private Path folder;

  @Test
  void neitherLosesNorDeletesNorFreezesAnythingWhenTheClockIsAYearAhead() throws Exception {
    try (var export = new OneExport(StoreKind.S3, folder)) {
      MovedClock clock = export.rig().clock();
      export.send(500);
      export.awaitDelivery();

      clock.step(YEAR);
      export.send(500);
      clock.pass(Duration.ofHours(3)); // whatever deletes had its chance
      export.awaitDelivery();
      assertThat(Instant.parse(export.field("nextJobAt"))).isAfter(Instant.now().plus(YEAR));

      clock.step(Duration.ZERO);
      export.send(500);
      export.awaitDelivery();
      assertThat(Instant.parse(export.field("nextJobAt")))
          .isBefore(clock.now().plus(Duration.ofMinutes(6)));
      requireAllHeld(export);
    }
  }

  @Test
  void goesOnWhereItWasWhenTheClockWasAYearBehind() throws Exception {
    try (var export = new OneExport(StoreKind.S3, folder)) {
      export.send(500);
      export.awaitDelivery();

      export.rig().clock().step(YEAR.negated());
      export.send(500);
      export.awaitDelivery();

      export.rig().clock().step(Duration.ZERO);
      export.send(500);
      export.awaitDelivery();
      requireAllHeld(export);
    }
  }

  @Test
  void takesAndDeletesNothingWhenStartedAYearAheadUntilTheClockIsConfirmed() throws Exception {
    try (var export = new OneExport(StoreKind.S3, folder)) {
      MovedClock clock = export.rig().clock();
      export.send(500);
      export.awaitDelivery();
      String operator = export.rig().operatorKey();
      export.rig().server().kill();
      clock.step(YEAR);
      export.rig().startServer();

      export.senders().send(export.book().fresh(100, clock.now().toEpochMilli()));
      assertThat(export.senders().wereRefused()).isTrue();
      clock.pass(Duration.ofHours(3));
      Thread.sleep(1_500);

      clock.step(Duration.ZERO);
      assertThat(export.rig().client().confirmClock(operator)).isTrue();
      export.awaitDelivery();
      requireAllHeld(export);
    }
  }

  /** Another export from the beginning still finds every event. */
  private static void requireAllHeld(OneExport export) throws Exception {
    TestedExport all =
        export
            .rig()
            .export(
                export.book(),
                new ExportPlan("acme", "again", Layout.HIVE_DAILY, "ZSTD", List.of()));
    assertThat(all.missing()).isEqualTo(export.book().acknowledgedCount());
    export.awaitDelivery(all);
  }
}
