package dev.waybill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a figure was measured on. */
final class Machine {
  private Machine() {}

  static String describe() {
    return "%d cores, %s, Java %s"
        .formatted(Runtime.getRuntime().availableProcessors(), processor(), Runtime.version());
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** User and system time of this process so far. */
  static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /** The most memory that this process has held so far, in bytes. */
  static long ownPeakMemory() {
    return peakMemory(ProcessHandle.current().pid());
  }

  static long peakMemory(long process) {
    return status(process, "VmHWM:");
  }

  static long memory(long process) {
    return status(process, "VmRSS:");
  }

  private static long status(long process, String field) {
    try (var status = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
      return status
          .filter(line -> line.startsWith(field))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
