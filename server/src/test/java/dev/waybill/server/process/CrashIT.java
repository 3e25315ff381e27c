package dev.waybill.server.process;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A round of each kind for every build; {@link CrashRealIT} has many. */
class CrashIT {
  @TempDir private Path folder;

  @Test
  void losesAndDoublesNothingWhenKilledDuringIngest() throws IOException, InterruptedException {
    CrashRounds.duringIngest(folder, 1, 1);
  }

  @Test
  void losesAndDoublesNothingWhenKilledDuringAnExport() throws IOException, InterruptedException {
    CrashRounds.duringExport(folder, 1, 8, 1);
  }

  @Test
  void recordsEachActOnceWhenKilledAtAnyMoment() throws IOException, InterruptedException {
    new ActCrash(folder, 1).check(1);
  }
}
