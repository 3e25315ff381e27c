package dev.waybill.simulation;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread of the simulated world. It runs only while the scheduler lets it. */
final class Actor {
  private final String name;
  private final Life life;
  private @Nullable Thread thread;

  /** Not before this moment, in virtual nanoseconds. */
  long wakeAt;

  /** What it works on. */
  Optional<Work> work = Optional.empty();

  Actor(String name, Life life) {
    this.name = name;
    this.life = life;
  }

  String name() {
    return name;
  }

  Life life() {
    return life;
  }

  /** Makes the calling thread this actor's. */
  void adoptThread() {
    thread = Thread.currentThread();
  }

  void willRun(Runnable body) {
    thread = Thread.ofVirtual().unstarted(body);
  }

  /** Tells its thread that it is its turn. */
  void go() {
    Thread mine = thread;
    if (mine == null) {
      throw new IllegalStateException(name + " has no thread");
    }
    if (mine.getState() == Thread.State.NEW) {
      mine.start();
    } else {
      LockSupport.unpark(mine);
    }
  }
}
