package dev.waybill.bench;

import dev.waybill.manifest.ContentDigest;
import dev.waybill.manifest.RunningSha256;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What an export hashes for its manifests, hashed alone: its share of the export's CPU time. */
final class Hashing {
  private static final int PIECE = 1 << 20;

  private Hashing() {}

  /**
   * @param lines a file with all lines that were exported
   * @param objects the folder of the objects as stored
   */
  static Duration over(Path lines, Path objects) throws IOException {
    once(lines, objects); // the compiler's turn
    return once(lines, objects);
  }

  private static Duration once(Path lines, Path objects) throws IOException {
    ContentDigest content = new ContentDigest();
    Duration cpu = timed(lines, (piece, length) -> content.append(piece, 0, length));
    try (Stream<Path> files = Files.walk(objects)) {
      RunningSha256 stored = new RunningSha256();
      for (Path object : files.filter(file -> file.toString().endsWith(".ndjson.gz")).toList()) {
        cpu = cpu.plus(timed(object, (piece, length) -> stored.append(piece, 0, length)));
      }
    }
    return cpu;
  }

  /** CPU time of this thread, without that of reading. */
  private static Duration timed(Path file, BiConsumer<byte[], Integer> hash) throws IOException {
    byte[] piece = new byte[PIECE];
    long nanos = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(piece); length > 0; length = in.read(piece)) {
        long before = cpuNanos();
        hash.accept(piece, length);
        nanos += cpuNanos() - before;
      }
    }
    return Duration.ofNanos(nanos);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
