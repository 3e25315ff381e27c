package dev.waybill.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Lets one thread run at a time, and at every step chooses which one. When none can run, time
 * passes until one can.
 */
final class Scheduler {
  private static final long LONGEST_STEP_NANOS = 400_000_000;

  private final VirtualTime time;
  private final Trace trace;
  private final Dice dice;
  private final double switching;
  private final Actor driver;
  private final List<Actor> actors = new ArrayList<>();
  private final PriorityQueue<Happening> happenings =
      new PriorityQueue<>(
          Comparator.comparingLong(Happening::at).thenComparingLong(Happening::number));
  private long happened;
  private volatile Actor current;
  private Consumer<Actor> strike = actor -> {};
  private Optional<Throwable> failure = Optional.empty();
  private boolean closing;

  /** Something that happens by itself at its time. */
  private record Happening(long at, long number, Runnable what) {}

  /**
   * Makes the calling thread the driver: an actor like others, that no fault strikes.
   *
   * @param switching how likely another thread goes on after a step
   */
  Scheduler(VirtualTime time, Trace trace, Dice dice, double switching) {
    this.time = time;
    this.trace = trace;
    this.dice = dice;
    this.switching = switching;
    this.driver = new Actor("driver", new Life("driver"));
    driver.adoptThread();
    actors.add(driver);
    current = driver;
  }

  /** What may befall an actor at each of its steps: it may be put to sleep, or its life end. */
  void strikeWith(Consumer<Actor> fate) {
    strike = fate;
  }

  Actor current() {
    return current;
  }

  void spawn(String name, Life life, Runnable body) {
    Actor actor = new Actor(name, life);
    actor.wakeAt = time.nanos();
    actor.willRun(() -> run(actor, body));
    actors.add(actor);
  }

  private void run(Actor actor, Runnable body) {
    try {
      requireAlive(actor);
      body.run();
    } catch (Crash e) {
      trace.note(time.nanos(), actor.name(), "ends");
    } catch (Throwable e) {
      fail(e);
    } finally {
      actors.remove(actor);
      pass(choose());
    }
  }

  /** Ends the history: the driver throws this at its next step. The first one counts. */
  void fail(Throwable cause) {
    if (failure.isEmpty()) {
      failure = Optional.of(cause);
    }
    driver.wakeAt = time.nanos();
  }

  /** Happens once, after that time; it may not take a step. */
  void in(Duration delay, Runnable what) {
    happened++;
    happenings.add(new Happening(time.nanos() + delay.toNanos(), happened, what));
  }

  /** The running thread has come to where another may go on, or its process end. */
  void step(String what) {
    Actor me = current;
    requireAlive(me);
    trace.note(time.nanos(), me.name(), what);
    if (me != driver) {
      time.advanceTo(time.nanos() + dice.between(0, LONGEST_STEP_NANOS) / 8);
      strike.accept(me);
    }
    if (me.wakeAt > time.nanos() || me.life().isOver() || dice.chance(switching)) {
      giveWay(me);
    }
    requireAlive(me);
  }

  void sleep(Duration duration) {
    Actor me = current;
    me.wakeAt = time.nanos() + duration.toNanos();
    giveWay(me);
    requireAlive(me);
  }

  /** Ends a life: each of its threads at its next step. */
  void end(Life life) {
    life.end();
    actors.stream()
        .filter(actor -> actor.life() == life)
        .forEach(actor -> actor.wakeAt = time.nanos());
  }

  /** Keeps all threads of a life from running for so long. */
  void pause(Life life, Duration duration) {
    long until = time.nanos() + duration.toNanos();
    actors.stream()
        .filter(actor -> actor.life() == life)
        .forEach(actor -> actor.wakeAt = Math.max(actor.wakeAt, until));
  }

  /** Whether there is a thread of that life. */
  boolean isAlive(Life life) {
    return actors.stream().anyMatch(actor -> actor.life() == life);
  }

  /** Whether an attempt is under way, be it a zombie's. */
  boolean isAtWork() {
    return actors.stream().anyMatch(actor -> actor.work.isPresent());
  }

  /** Lets the sleepers among those threads look again. */
  void wake(String name, Life life) {
    actors.stream()
        .filter(actor -> actor.life() == life && actor.name().equals(name))
        .forEach(actor -> actor.wakeAt = time.nanos());
  }

  /** Ends all threads but the driver. */
  void close() {
    closing = true;
    while (actors.size() > 1) {
      giveWay(driver);
    }
  }

  private void requireAlive(Actor actor) {
    if (actor == driver) {
      failure.ifPresent(Scheduler::rethrow);
    } else if (closing) {
      throw new Crash();
    } else if (actor.life().isOver() || failure.isPresent()) {
      throw new Crash();
    }
  }

  private static void rethrow(Throwable cause) {
    switch (cause) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(cause);
    }
  }

  private void giveWay(Actor me) {
    Actor next = choose();
    if (next != me) {
      pass(next);
      while (current != me) {
        LockSupport.park(this);
      }
    }
  }

  private void pass(Actor next) {
    current = next;
    next.go();
  }

  private Actor choose() {
    if (closing) {
      return actors.getLast();
    }
    while (true) {
      happen();
      if (failure.isPresent()) {
        return driver;
      }
      long now = time.nanos();
      List<Actor> ready = actors.stream().filter(actor -> actor.wakeAt <= now).toList();
      if (!ready.isEmpty()) {
        return dice.pick(ready);
      }
      long next = actors.stream().mapToLong(actor -> actor.wakeAt).min().orElseThrow();
      Happening first = happenings.peek();
      time.advanceTo(first == null ? next : Math.min(next, first.at()));
    }
  }

  private void happen() {
    Happening next = happenings.peek();
    while (next != null && next.at() <= time.nanos()) {
      happenings.remove();
      try {
        next.what().run();
      } catch (Violation e) {
        fail(e);
      }
      next = happenings.peek();
    }
  }
}
