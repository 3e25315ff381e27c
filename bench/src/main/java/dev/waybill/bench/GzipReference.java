package dev.waybill.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The reference for exports: {@code gzip -6} alone over the very bytes that were exported.
 *
 * @param lines the file that holds them
 */
record GzipReference(Path lines, Duration cpu, Duration wall, long bytes, long compressed) {

  static GzipReference over(Path exported, Path scratch) throws Exception {
    Path lines = scratch.resolve("lines.ndjson");
    try (var files = Files.walk(exported);
        var out = new BufferedOutputStream(Files.newOutputStream(lines), 1 << 20)) {
      List<Path> objects =
          files.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
      for (Path object : objects) {
        try (var in = new GZIPInputStream(Files.newInputStream(object), 1 << 16)) {
          in.transferTo(out);
        }
      }
    }
    Path compressed = scratch.resolve("lines.ndjson.gz");
    long start = System.nanoTime();
    Duration cpu = timed("gzip -6 -c < " + lines + " > " + compressed);
    return new GzipReference(
        lines,
        cpu,
        Duration.ofNanos(System.nanoTime() - start),
        Files.size(lines),
        Files.size(compressed));
  }

  /** User and system seconds of a shell command, as bash's {@code time} tells them. */
  private static Duration timed(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", "TIMEFORMAT='%U %S'; time " + command)
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " failed: " + printed);
    }
    String[] seconds = printed.strip().split(" ", -1);
    double sum = Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]);
    return Duration.ofNanos((long) (sum * 1e9));
  }

  double ratio() {
    return (double) bytes / compressed;
  }
}
