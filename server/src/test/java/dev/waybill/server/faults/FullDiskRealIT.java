package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FullDiskRealIT {
  private static final int MOST_FLOODS = 10;

  @TempDir private Path folder;

  /** What senders hear is checked by {@link Senders}: 503 or an unknown outcome, and both true. */
  @ParameterizedTest
  @EnumSource(names = {"S3", "DIRECTORY"}) // the second is full with it
  void tellsSendersTheTruthAndLosesNothingWhenTheDiskIsFull(StoreKind kind) throws Exception {
    try (var export = new OneExport(kind, folder)) {
      export.send(1_000);
      export.rig().disk().leave(0);
      for (int i = 0; i < MOST_FLOODS && !export.senders().wereRefused(); i++) {
        export.senders().flood(new Random(i));
      }
      assertThat(export.senders().wereRefused()).as("the disk was full").isTrue();

      export.rig().disk().free();

      export.awaitDelivery();
      assertThat(export.book().acknowledgedCount()).isGreaterThan(1_000);
    }
  }

  @Test
  void finishesAJobThatTheFullDiskInterrupted() throws Exception {
    try (var export = new OneExport(StoreKind.S3, folder)) {
      export.send(1_000);
      export.rig().proxy().next(Trouble.DELAYED, Trouble.DELAYED, Trouble.DELAYED);
      String job = export.run();
      export.awaitRequests(1);
      export.rig().disk().leave(0);
      export.senders().flood(new Random(1));

      export.rig().disk().free();
      export.rig().clock().pass(Rig.LEASE_OVER);

      export.awaitStatus(job, "SUCCEEDED");
      assertThat(export.attempts(job)).hasSizeGreaterThan(1);
      export.awaitDelivery();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"S3", "DIRECTORY"}) // the second is full with it
  void startsOnAFullDiskOrSaysWhyNotAndLosesNothing(StoreKind kind) throws Exception {
    try (var export = new OneExport(kind, folder)) {
      export.send(1_000);
      export.rig().server().kill();
      export.rig().disk().leave(0);
      try {
        export.rig().startServer();
      } catch (AssertionError refused) {
        assertThat(refused).hasMessageContaining("No space left on device");
        export.rig().disk().free();
        export.rig().startServer();
      }
      export.rig().disk().free();

      export.awaitDelivery();
    }
  }
}
