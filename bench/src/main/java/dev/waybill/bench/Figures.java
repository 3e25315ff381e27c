package dev.waybill.bench;

import java.time.Duration;

/** What a run did, and what it took. */
record Figures(String name, long events, long bytes, Duration wall, Duration cpu) {

  static String header() {
    return "%-44s %12s %10s %9s %9s".formatted("", "events/s", "MB/s", "wall s", "CPU s");
  }

  double eventsPerSecond() {
    return events / seconds(wall);
  }

  double cpuSecondsPerGigabyte() {
    return seconds(cpu) / (bytes / 1e9);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  @Override
  public String toString() {
    return "%-44s %,12.0f %10.1f %9.2f %9.2f"
        .formatted(
            name, eventsPerSecond(), bytes / 1e6 / seconds(wall), seconds(wall), seconds(cpu));
  }
}
