package dev.waybill.bench;

import dev.waybill.event.BodyFormat;
import dev.waybill.event.EventContext;
import dev.waybill.event.EventLimits;
import dev.waybill.event.EventReader;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.TenantChoice;
import dev.waybill.log.ConflictPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** One run of the schedule benchmark, in a process of its own so that its memory is its own. */
final class ScheduleRun {
  private static final long HOUR_SECONDS = 3_600;
  private static final int EVENTS = 100;
  private static final Duration WAITING = Duration.ofSeconds(20);

  private ScheduleRun() {}

  public static void main(String[] args) throws Exception {
    int exports = Integer.parseInt(args[1]);
    try (var world = new ScheduledExports(Path.of(args[2]))) {
      URI endpoint = URI.create(args[3]);
      if (args[0].equals("idle")) {
        idle(world, exports, endpoint);
      } else {
        due(world, exports, endpoint);
      }
      System.out.printf(
          "peak memory of the process: %,d MB%n", Machine.ownPeakMemory() / 1_000_000);
    }
  }

  /**
   * Two hours: at the first job of an export, keys and origin record go before the manifest; all
   * later ones put a manifest alone.
   */
  private static void idle(ScheduledExports world, int exports, URI endpoint) throws Exception {
    long began = System.nanoTime();
    long[] dueSeconds = world.create(exports / 100, 100, endpoint);
    System.out.printf(
        "%,d exports of %,d tenants created in %.1f s%n",
        dueSeconds.length, exports / 100, (System.nanoTime() - began) / 1e9);
    long first = Duration.between(ScheduledExports.START, ScheduledExports.TICK).toSeconds();
    world.time.set(Duration.ofSeconds(first - 1));
    world.engine.start();
    hour("first", world, dueSeconds, first);
    long[] dueAgain = LongStream.of(dueSeconds).map(second -> second + HOUR_SECONDS).toArray();
    hour("next", world, dueAgain, first + HOUR_SECONDS);
    Duration before = Machine.ownCpu();
    Thread.sleep(WAITING);
    System.out.printf(
        "waiting for what is due: %.2f %% of a core%n",
        100 * Figures.seconds(Machine.ownCpu().minus(before)) / Figures.seconds(WAITING));
  }

  /** Every second of it comes after the work of the second before it. */
  private static void hour(String name, ScheduledExports world, long[] dueSeconds, long first)
      throws Exception {
    Duration cpu = Machine.ownCpu();
    long commits = world.controlPlane.commits();
    long stored = world.controlPlaneBytes();
    long began = System.nanoTime();
    int next = 0;
    for (long second = first; second < first + HOUR_SECONDS; second++) {
      int before = next;
      while (next < dueSeconds.length && dueSeconds[next] <= second) {
        next++;
      }
      world.time.set(Duration.ofSeconds(second));
      world.engine.wake();
      world.awaitDelivered(next - before);
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
        (double) (world.controlPlane.commits() - commits) / exports,
        (world.controlPlaneBytes() - stored) / exports);
  }

  private static void due(ScheduledExports world, int exports, URI endpoint) throws Exception {
    world.create(exports, 1, endpoint);
    append(world, exports);
    Duration cpu = Machine.ownCpu();
    long commits = world.controlPlane.commits();
    long began = System.nanoTime();
    world.time.set(Duration.ofMinutes(36)); // past the tick and the widest spread
    world.engine.start();
    world.awaitDelivered(exports);
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
        (double) (world.controlPlane.commits() - commits) / exports,
        java.lang.management.ManagementFactory.getThreadMXBean().getPeakThreadCount());
  }

  private static void append(ScheduledExports world, int tenants) {
    var bodies = new SampleBodies(2_000, ScheduledExports.START.toEpochMilli(), 0);
    var reader = new EventReader(EventLimits.DEFAULT);
    for (int number = 0; number < tenants; number++) {
      var context =
          new EventContext(
              "bench",
              new UUID(0, 1),
              new TenantChoice.OfRequest(ScheduledExports.tenant(number)),
              Optional.empty(),
              Optional.empty(),
              UUID::randomUUID);
      byte[] body = bodies.next(EVENTS);
      if (reader.read(body, body.length, BodyFormat.NDJSON, context)
          instanceof ReadOutcome.ParsedBody parsed) {
        world.log.append(parsed.batch(), ConflictPolicy.REJECT_EVENT);
      }
    }
  }
}
