package dev.waybill.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;

/** One run of the schedule benchmark, in a process of its own so that its memory is its own. */
final class ScheduleRun {
  private static final long HOUR_SECONDS = 3_600;
  private static final int EVENTS = 100;
  private static final Duration WAITING = Duration.ofSeconds(20);

  private ScheduleRun() {}

  public static void main(String[] args) throws Exception {
    int exports = Integer.parseInt(args[1]);
    try (var engine = new RawEngine(Path.of(args[2]), ScheduledExports.START)) {
      URI endpoint = URI.create(args[3]);
      if (args[0].equals("idle")) {
        idle(engine, exports, endpoint);
      } else {
        due(engine, exports, endpoint);
      }
      System.out.printf(
          "peak memory of the process: %,d MB%n", Machine.ownPeakMemory() / 1_000_000);
    }
  }

  /**
   * Two hours: at the first job of an export, keys and origin record go before the manifest; all
   * later ones put a manifest alone.
   */
  private static void idle(RawEngine engine, int exports, URI endpoint) throws Exception {
    long began = System.nanoTime();
    long[] dueSeconds = new ScheduledExports(engine).create(exports / 100, 100, endpoint);
    System.out.printf(
        "%,d exports of %,d tenants created in %.1f s%n",
        dueSeconds.length, exports / 100, (System.nanoTime() - began) / 1e9);
    long first = Duration.between(ScheduledExports.START, ScheduledExports.TICK).toSeconds();
    engine.time.set(Duration.ofSeconds(first - 1));
    engine.start();
    hour("first", engine, dueSeconds, first);
    long[] dueAgain = LongStream.of(dueSeconds).map(second -> second + HOUR_SECONDS).toArray();
    hour("next", engine, dueAgain, first + HOUR_SECONDS);
    Duration before = Machine.ownCpu();
    Thread.sleep(WAITING);
    System.out.printf(
        "waiting for what is due: %.2f %% of a core%n",
        100 * Figures.seconds(Machine.ownCpu().minus(before)) / Figures.seconds(WAITING));
  }

  /** Every second of it comes after the work of the second before it. */
  private static void hour(String name, RawEngine engine, long[] dueSeconds, long first)
      throws Exception {
    Duration cpu = Machine.ownCpu();
    long commits = engine.controlPlane.commits();
    long stored = engine.controlPlaneBytes();
    long began = System.nanoTime();
    int next = 0;
    for (long second = first; second < first + HOUR_SECONDS; second++) {
      int before = next;
      while (next < dueSeconds.length && dueSeconds[next] <= second) {
        next++;
      }
      engine.time.set(Duration.ofSeconds(second));
      engine.wake();
      engine.awaitDelivered(next - before);
    }
    int exports = dueSeconds.length;
    double used = Figures.seconds(Machine.ownCpu().minus(cpu));
    System.out.printf(
        "%s hour of %,d exports without events: %.1f CPU s (%.1f %% of a core), %.2f ms each,"
            + " worked off in %.1f s; %.2f commits each, %,d bytes of the control plane each%n",
        name,
        exports,
        used,
        100 * used / HOUR_SECONDS,
        1000 * used / exports,
        (System.nanoTime() - began) / 1e9,
        (double) (engine.controlPlane.commits() - commits) / exports,
        (engine.controlPlaneBytes() - stored) / exports);
  }

  private static void due(RawEngine engine, int exports, URI endpoint) throws Exception {
    new ScheduledExports(engine).create(exports, 1, endpoint);
    append(engine, exports);
    Duration cpu = Machine.ownCpu();
    long commits = engine.controlPlane.commits();
    long began = System.nanoTime();
    engine.time.set(Duration.ofMinutes(36)); // past the tick and the widest spread
    engine.start();
    engine.awaitDelivered(exports);
    double wall = (System.nanoTime() - began) / 1e9;
    double used = Figures.seconds(Machine.ownCpu().minus(cpu));
    System.out.printf(
        "%,d exports due at once, %d events each: %.1f s (%.0f a second), %.2f CPU ms each, %.2f"
            + " commits each, at most %d threads%n",
        exports,
        EVENTS,
        wall,
        exports / wall,
        1000 * used / exports,
        (double) (engine.controlPlane.commits() - commits) / exports,
        java.lang.management.ManagementFactory.getThreadMXBean().getPeakThreadCount());
  }

  private static void append(RawEngine engine, int tenants) {
    var bodies = new SampleBodies(2_000, ScheduledExports.START.toEpochMilli(), 0);
    for (int number = 0; number < tenants; number++) {
      engine.append(ScheduledExports.tenant(number), bodies.next(EVENTS));
    }
  }
}
