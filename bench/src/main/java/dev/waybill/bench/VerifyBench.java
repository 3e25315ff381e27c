package dev.waybill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code waybill verify}, beside {@code gzip -dc | sha256sum} over the same objects. */
final class VerifyBench {
  private static final int RUNS = 3;
  private static final long POLL_MILLIS = 20;

  private VerifyBench() {}

  static void run(double gigabytes) throws Exception {
    Path folder = Files.createTempDirectory("waybill-bench");
    try {
      System.out.println("verify: " + Machine.describe());
      SamplePlace place = new SamplePlace(folder);
      long jobs = 0;
      while (place.bytes() < gigabytes * 1e9) {
        jobs++;
        place.deliver(jobs);
      }
      List<String> reference =
          List.of(
              "bash",
              "-c",
              "find " + folder + "/events -type f | sort | xargs gzip -dc | sha256sum >&2");
      for (int run = 1; run <= RUNS; run++) {
        Took gzip = took(onOneCore(reference));
        Took one = took(onOneCore(verify(folder)));
        Took all = took(verify(folder));
        System.out.printf(
            "%.2f GB: gzip -dc | sha256sum %.2f s; verify on one core %.2f s, on all %.2f s,"
                + " peak memory %d and %d MB%n",
            place.bytes() / 1e9,
            Figures.seconds(gzip.wall()),
            Figures.seconds(one.wall()),
            Figures.seconds(all.wall()),
            one.peakMemory() / 1_000_000,
            all.peakMemory() / 1_000_000);
      }
    } finally {
      IngestBench.delete(folder);
    }
  }

  private record Took(Duration wall, long peakMemory) {}

  private static List<String> onOneCore(List<String> command) {
    List<String> bound = new ArrayList<>(List.of("taskset", "-c", "0"));
    bound.addAll(command);
    return bound;
  }

  /** As bin/waybill runs it. */
  private static List<String> verify(Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xms24m",
        "-Xmx32m",
        "-XX:CICompilerCount=2",
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=memlimit,*.*,8m~stop",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        dev.waybill.cli.Main.class.getName(),
        "verify",
        "--trust-bucket-key",
        folder.toString());
  }

  private static Took took(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("waybill-bench", ".out");
    try {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      long peak = 0;
      while (!process.waitFor(Duration.ofMillis(POLL_MILLIS))) {
        peak = Math.max(peak, memory(process));
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
      return new Took(wall, peak);
    } finally {
      Files.delete(output);
    }
  }

  /** Nothing of a process that has just ended. */
  private static long memory(Process process) {
    try {
      return Machine.peakMemory(process.pid());
    } catch (RuntimeException ended) {
      return 0;
    }
  }
}
