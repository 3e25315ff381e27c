package dev.waybill.simulation;

import dev.waybill.event.SampleEvent;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.Interval;
import dev.waybill.export.OutputSettings;
import dev.waybill.export.Selection;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A world in which only that goes wrong what the test wants, with hourly exports and steady events.
 */
final class Scenario implements AutoCloseable {
  private static final int EVENTS = 4;
  private static final Duration RETENTION_EVERY = Duration.ofDays(1);

  final World world;
  final Customers customers;
  final List<StreamModel> streams = new ArrayList<>();
  private final EventLoad load;

  Scenario(int tenants, Duration eventsEvery) {
    Dice dice = new Dice(2026);
    Shape shape =
        new Shape(
            2,
            tenants,
            tenants,
            EngineSettings.DEFAULTS,
            List.of(Interval.EVERY_HOUR),
            Duration.ofDays(1),
            0,
            0,
            EVENTS,
            RetentionPolicy.DEFAULT,
            RETENTION_EVERY,
            LeaseBook.Clocks.AGREE,
            0.2);
    this.world = new World(shape, Weather.Kind.FINE, dice, Trace.Detail.HASH);
    this.customers = new Customers(world, dice.split());
    this.load = new EventLoad(dice.split());
    for (int i = 0; i < tenants; i++) {
      streams.add(export(Customers.tenant(i)));
      send(Customers.tenant(i), eventsEvery);
    }
    world.boot();
    world.scheduler.in(RETENTION_EVERY, this::retain);
  }

  /** Another export of everything. */
  StreamModel export(TenantId tenant) {
    ExportModel export =
        customers.create(
            tenant,
            Interval.EVERY_HOUR,
            Selection.ALL,
            OutputSettings.DEFAULT,
            Customers.beginning());
    return world.auditor.goingOn().stream()
        .filter(stream -> stream.export == export)
        .findFirst()
        .orElseThrow();
  }

  private void send(TenantId tenant, Duration every) {
    long now = world.time.logClock().now().toEpochMilli();
    List<SampleEvent> batch = load.batch(tenant, EVENTS, now, Duration.ofHours(2));
    world.receive(tenant, batch);
    world.scheduler.in(every, () -> send(tenant, every));
  }

  private void retain() {
    world.nodes.getFirst().retain();
    world.scheduler.in(RETENTION_EVERY, this::retain);
  }

  void pass(Duration time) {
    world.scheduler.sleep(time);
  }

  /** How far a stream's deliveries are behind. */
  Duration lag(StreamModel stream) {
    return Duration.ofMillis(world.time.wall().toEpochMilli() - stream.through());
  }

  /** How many events of a stream there were, up to its cursor. */
  long accepted(StreamModel stream) {
    return world.accepted.of(stream.tenant()).stream()
        .filter(event -> event.position() < stream.cursor().value())
        .count();
  }

  static long delivered(StreamModel stream) {
    return stream.committed.stream().mapToLong(job -> job.delivery().events()).sum();
  }

  static long expired(StreamModel stream) {
    return stream.committed.stream().mapToLong(job -> job.delivery().expired()).sum();
  }

  /** Everything that was accepted has been delivered, once and where it belongs. */
  void requireAllDelivered() {
    Ending ending = new Ending(world);
    ending.awaitAll();
    ending.check();
  }

  @Override
  public void close() {
    world.scheduler.close();
  }
}
