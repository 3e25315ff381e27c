package dev.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Many exports: an hour of those that have nothing to deliver, and a tick at which all have. Each
 * runs in a process with 512 MB of heap; the S3 endpoint is in this one.
 */
final class ScheduleBench {
  private static final String HEAP = "-Xmx512m";

  private ScheduleBench() {}

  static void run(int idle, int due) throws Exception {
    System.out.println("schedule: " + Machine.describe() + ", " + HEAP);
    try (var s3 = new DiscardingS3()) {
      run("idle", idle, s3);
      run("due", due, s3);
    }
  }

  private static void run(String what, int exports, DiscardingS3 s3) throws Exception {
    Path folder = Files.createTempDirectory("waybill-bench");
    try {
      var command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              HEAP,
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              System.getProperty("java.class.path"),
              ScheduleRun.class.getName(),
              what,
              Integer.toString(exports),
              folder.resolve("data").toString(),
              s3.address().toString());
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("the run ended with " + exit);
      }
    } finally {
      IngestBench.delete(folder);
    }
  }
}
