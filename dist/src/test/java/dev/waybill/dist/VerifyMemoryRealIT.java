package dev.waybill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill verify} as it is packaged, over a place much larger than its memory. */
class VerifyMemoryRealIT {
  private static final long LIMIT = 128L << 20;
  private static final int MANY = 5_000;
  private static final int JOBS = 300;

  @TempDir private Path folder;

  @Test
  void verifiesManyAndLargeObjectsInLessThan128Megabytes()
      throws IOException, InterruptedException {
    LargePlace place = new LargePlace(Files.createDirectory(folder.resolve("place")));
    place.deliver(MANY, 4 << 10);
    for (int job = 0; job < JOBS; job++) {
      place.deliver(8, 64 << 10);
    }
    place.deliver(1, 512 << 20);
    assertThat(place.bytes()).isGreaterThan(5 * LIMIT);

    Waybill.Ended verified =
        new Waybill(folder, Map.of())
            .run(
                "verify",
                folder.resolve("place").toString(),
                "--key",
                place.keyFile().toString(),
                "--tenant",
                "acme");

    assertThat(verified.success())
        .contains("jobs 1-" + (JOBS + 2) + ", " + (MANY + 8 * JOBS + 1) + " objects")
        .contains("0 findings, 0 warnings");
    assertThat(verified.peakMemory()).isBetween(1L, LIMIT);
  }
}
