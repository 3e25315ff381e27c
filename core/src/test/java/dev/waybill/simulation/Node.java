package dev.waybill.simulation;

import dev.waybill.export.Attempt;
import dev.waybill.export.Claim;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Delivery;
import dev.waybill.export.EngineListener;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.ExportEngine;
import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.export.RedeliveryClaim;
import dev.waybill.fault.Failure;
import dev.waybill.format.Encoders;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.Optional;

/**
 * A process with an engine. Its threads do what the engine's own threads do, under the scheduler.
 */
final class Node {
  private static final Encoders PORTABLE = Encoders.portable();
  private static final Encoders FASTEST = Encoders.ofThisMachine();

  private final World world;
  private final int number;
  private final Dice dice;
  private final TimeSource clock;
  private int lives;
  private int busy;
  private boolean stopping;
  private Life life = new Life("nobody");
  private Optional<ExportEngine> engine = Optional.empty();

  Node(World world, int number, Dice dice, Duration clockAhead) {
    this.world = world;
    this.number = number;
    this.dice = dice;
    this.clock = world.time.clock(clockAhead);
  }

  /** Starts the process, perhaps on another machine than before. */
  void boot() {
    lives++;
    busy = 0;
    stopping = false;
    life = new Life("n" + number + "." + lives);
    EngineSettings settings = Shape.settings(dice);
    ExportEngine booted =
        new ExportEngine(
            world.steppingLog,
            world.steppingLedger,
            world.steppingRedeliveries,
            world.stores,
            world.keys,
            clock,
            dice::uuid,
            dice.generator(),
            dice.chance(0.5) ? PORTABLE : FASTEST,
            settings,
            new Ears());
    engine = Optional.of(booted);
    Life mine = life;
    world.scheduler.spawn(dispatcher(mine), mine, () -> dispatch(booted, mine, settings.workers()));
  }

  private static String dispatcher(Life life) {
    return life.name() + " plan";
  }

  boolean runs(Actor actor) {
    return actor.life() == life;
  }

  boolean isUp() {
    return !life.isOver() && world.scheduler.isAlive(life);
  }

  /** The process is killed. */
  void crash() {
    world.scheduler.end(life);
  }

  /** The process is stopped as an operator stops it. */
  void stop() {
    stopping = true;
    engine.ifPresent(ExportEngine::close);
    wake();
  }

  boolean isStopping() {
    return stopping;
  }

  void freeze(Duration duration) {
    world.scheduler.pause(life, duration);
  }

  void wake() {
    world.scheduler.wake(dispatcher(life), life);
  }

  /** Somebody asks for a job of that export. */
  void run(ConfigurationId export) {
    engine.ifPresent(
        booted ->
            world.scheduler.spawn(
                life.name() + " run", life, () -> guarded(() -> booted.run(export))));
  }

  /** Old events are removed. */
  void retain() {
    if (isUp()) {
      world.scheduler.spawn(
          life.name() + " retain",
          life,
          () -> guarded(() -> world.retention.run(world.steppingLog)));
    }
  }

  private void dispatch(ExportEngine booted, Life mine, int workers) {
    while (!stopping) {
      guarded(
          () -> {
            while (booted.planDue() > 0) {
              claimAll(booted, mine, workers);
            }
            claimAll(booted, mine, workers);
          });
      if (!stopping) {
        world.scheduler.sleep(world.untilNextWork(clock.now(), dice));
      }
    }
  }

  private void claimAll(ExportEngine booted, Life mine, int workers) {
    boolean found = true;
    while (found && busy < workers && !stopping) {
      Optional<Claim> claim = booted.claimNext();
      Optional<RedeliveryClaim> redelivery =
          claim.isPresent() ? Optional.empty() : booted.claimNextRedelivery();
      claim.ifPresent(
          claimed ->
              work(
                  mine,
                  "job " + claimed.attempt().job().sequence(),
                  Work.of(claimed.attempt()),
                  () -> booted.runAttempt(claimed)));
      redelivery.ifPresent(
          claimed ->
              work(mine, "again", Work.of(claimed.attempt()), () -> booted.runRedelivery(claimed)));
      found = claim.isPresent() || redelivery.isPresent();
    }
  }

  private void work(Life mine, String what, Work work, Runnable attempt) {
    busy++;
    world.scheduler.spawn(
        mine.name() + " " + what,
        mine,
        () -> {
          world.scheduler.current().work = Optional.of(work);
          guarded(attempt);
          if (mine == life) {
            busy--;
            wake();
          }
        });
  }

  /** What the outage of a part of ours throws at a thread is told and forgotten. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (Stepping.Down | LogUnavailableException e) {
      world.scheduler.step("meets: " + e.getMessage());
    }
  }

  private final class Ears implements EngineListener {
    @Override
    public void delivered(Attempt attempt, Delivery delivery) {
      world.delivered++;
      world.auditor.toldOfDelivery(attempt);
    }

    @Override
    public void failed(Attempt attempt, Failure failure) {
      world.failed++;
      if (failure.code().equals("NAME_TAKEN")) {
        world.auditor.toldOfStranger(attempt, failure.message());
      }
    }

    @Override
    public void failed(RedeliveryAttempt attempt, Failure failure) {
      if (failure.code().equals("OBJECTS_DIFFER")) {
        throw new Violation(Promise.NO_DEFECT, failure.toString());
      }
    }

    @Override
    public void defect(String doing, Throwable cause) {
      if (cause instanceof Crash crash) {
        throw crash; // nobody is left to go on
      }
      if (!(cause instanceof Stepping.Down || cause instanceof LogUnavailableException)) {
        throw new Violation(Promise.NO_DEFECT, doing + ": " + cause);
      }
    }
  }
}
