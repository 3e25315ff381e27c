package dev.waybill.server.process;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dcrash.rounds=N} runs another number of rounds. */
class CrashRealIT {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 6);

  @TempDir private Path folder;

  @Test
  void losesAndDoublesNothingWhenKilledDuringIngest() throws IOException, InterruptedException {
    CrashRounds.duringIngest(folder, ROUNDS, System.nanoTime());
  }

  @Test
  void losesAndDoublesNothingWhenKilledDuringAnExport() throws IOException, InterruptedException {
    CrashRounds.duringExport(folder, ROUNDS, 10, System.nanoTime());
  }

  @Test
  void recordsEachActOnceWhenKilledAtAnyMoment() throws IOException, InterruptedException {
    new ActCrash(folder, System.nanoTime()).check(ROUNDS);
  }
}
