package dev.waybill.simulation;

import dev.waybill.tenant.TenantId;
import java.time.Duration;

/** One seed, from the first event to the last delivery. */
final class History {
  private final World world;
  private final Customers customers;
  private final EventLoad load;

  /** What a history came to. */
  record Outcome(long hash, int steps, int events, int jobs, int failed, int objects) {}

  private History(long seed, Trace.Detail detail) {
    Dice dice = new Dice(seed);
    this.world = new World(Shape.any(dice.split()), Weather.Kind.ANY, dice, detail);
    this.customers = new Customers(world, dice.split());
    this.load = new EventLoad(dice.split());
  }

  static Outcome run(long seed) {
    return new History(seed, Trace.Detail.HASH).run();
  }

  /** The same again, telling what happened. */
  static String tell(long seed) {
    History history = new History(seed, Trace.Detail.WORDS);
    try {
      history.run();
    } catch (Violation e) {
      return history.world.trace.words();
    }
    return "The same seed broke no promise this time: the simulation is not deterministic.";
  }

  private Outcome run() {
    try {
      world.scheduler.step("begins");
      prepare();
      world.boot();
      world.scheduler.in(world.shape.retentionEvery(), this::retain);
      world.scheduler.sleep(world.shape.length());
      calm();
      new Ending(world).awaitAll();
      Outcome outcome = outcome();
      new Ending(world).check();
      return outcome;
    } finally {
      world.scheduler.close();
    }
  }

  private void prepare() {
    Dice dice = world.dice;
    for (int i = 0; i < dice.between(0, 2); i++) {
      send();
    }
    for (int i = 0; i < world.shape.exports(); i++) {
      customers.create(
          Customers.tenant(i % world.shape.tenants()), dice.pick(world.shape.intervals()));
    }
    for (int i = 0; i < world.shape.batches(); i++) {
      world.scheduler.in(dice.between(Duration.ZERO, world.shape.length()), this::send);
    }
    for (int i = 0; i < dice.between(0, 2); i++) {
      world.scheduler.in(dice.between(Duration.ZERO, world.shape.length()), world.keys::rotate);
    }
    for (int i = 0; i < world.shape.acts(); i++) {
      world.scheduler.in(dice.between(Duration.ZERO, world.shape.length()), customers::act);
    }
  }

  /** Again and again, until the end. */
  private void retain() {
    world.dice.pick(world.nodes).retain();
    world.scheduler.in(world.shape.retentionEvery(), this::retain);
  }

  private void send() {
    Dice dice = world.dice;
    TenantId tenant = Customers.tenant(dice.between(0, world.shape.tenants() - 1));
    int events = dice.between(1, world.shape.largestBatch());
    long now = world.time.logClock().now().toEpochMilli();
    Duration spread = dice.pick(Duration.ofMinutes(1), Duration.ofHours(3), Duration.ofDays(2));
    world.receive(tenant, load.batch(tenant, events, now, spread));
  }

  /** Everything is repaired, switched on and left alone. */
  private void calm() {
    world.weather.clear();
    world.auditor.exports().forEach(customers::attach);
    world.auditor.exports().forEach(customers::enable);
    world.nodes.forEach(world::restart);
  }

  private Outcome outcome() {
    return new Outcome(
        world.trace.hash(),
        world.trace.steps(),
        world.accepted.size(),
        world.delivered,
        world.failed,
        world.stores.places().values().stream().mapToInt(objects -> objects.size()).sum());
  }
}
