package dev.waybill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
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

  /** Documents that nobody signed, lines without end, and little that is very much content. */
  @Test
  void takesNoMoreOfWhateverSomebodyPutThere() throws IOException, InterruptedException {
    LargePlace place = new LargePlace(Files.createDirectory(folder.resolve("place")));
    place.deliver(8, 64 << 10);
    place.deliver(8, 32 << 20);
    for (Path object : place.objects(1)) {
      zeros(object, 512 << 20);
    }
    for (Path object : place.objects(2)) {
      zeros(object, 32 << 20);
    }
    for (int job = 3; job < 10; job++) {
      try (RandomAccessFile manifest = new RandomAccessFile(place.manifest(job).toFile(), "rw")) {
        manifest.setLength(60 << 20);
      }
    }

    Waybill.Ended ended =
        new Waybill(folder, Map.of())
            .run("verify", folder.resolve("place").toString(), "--key", place.keyFile().toString());

    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(4);
    assertThat(ended.output()).contains("content of more than 65536 bytes");
    for (int job = 3; job < 10; job++) {
      assertThat(ended.output())
          .contains("ERROR NOT_READ " + folder.resolve("place").relativize(place.manifest(job)));
    }
    assertThat(ended.peakMemory()).isBetween(1L, LIMIT);
  }

  private static void zeros(Path object, int bytes) throws IOException {
    byte[] some = new byte[1 << 20];
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(object))) {
      for (int i = 0; i < bytes >> 20; i++) {
        out.write(some);
      }
    }
  }
}
