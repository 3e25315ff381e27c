package dev.waybill.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packaged command, as a process.
 *
 * @param folder for what it prints
 * @param environment more variables than those it inherits
 */
record Waybill(Path folder, Map<String, String> environment) {
  private static final Duration POLL = Duration.ofMillis(5);

  Waybill {
    environment = Map.copyOf(environment);
  }

  /**
   * How it ended.
   *
   * @param peakMemory the most physical memory it ever held, in bytes, as far as that was seen
   */
  record Ended(int exitCode, String output, long peakMemory) {
    /** What it printed; it must have succeeded. */
    String success() {
      if (exitCode != 0) {
        throw new AssertionError("exit code " + exitCode + ": " + output);
      }
      return output;
    }
  }

  /** Runs it to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "waybill", ".out");
    Process process = start(output, arguments);
    long peak = 0;
    while (!process.waitFor(POLL)) {
      peak = Math.max(peak, peakMemory(process.pid()));
    }
    return new Ended(process.exitValue(), Files.readString(output), peak);
  }

  /** Starts it; what it prints goes to that file. */
  Process start(Path output, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(command().toString()), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WAYBILL_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Path command() throws IOException {
    try (DirectoryStream<Path> built =
        Files.newDirectoryStream(
            Path.of("target").toAbsolutePath(),
            path ->
                path.getFileName().toString().startsWith("waybill-") && Files.isDirectory(path))) {
      return built.iterator().next().resolve("bin").resolve("waybill");
    }
  }

  /** Nothing of a process that has just ended, or where no system tells. */
  private static long peakMemory(long pid) throws IOException {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
      return status.stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .sum();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      if (ProcessHandle.of(pid).isEmpty()) {
        return 0;
      }
      throw e;
    }
  }
}
