package dev.waybill.simulation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Many histories, as many at once as there are processors. */
final class Histories {
  private final long first;
  private final long count;
  private final AtomicLong next = new AtomicLong();
  private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
  private final LongAdder steps = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder jobs = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder objects = new LongAdder();

  /**
   * @param first the first seed; the others follow it
   */
  Histories(long first, long count) {
    this.first = first;
    this.count = count;
  }

  /** Says what broke, and how to see it again; empty if nothing did. */
  Optional<String> run() throws InterruptedException {
    Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofPlatform().name("history-" + i).start(this::work);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return failure.get();
  }

  private void work() {
    while (failure.get().isEmpty()) {
      long index = next.getAndIncrement();
      if (index >= count) {
        return;
      }
      long seed = first + index;
      try {
        add(History.run(seed));
      } catch (Throwable e) {
        failure.compareAndSet(Optional.empty(), Optional.of(report(seed, e)));
      }
    }
  }

  private void add(History.Outcome outcome) {
    steps.add(outcome.steps());
    events.add(outcome.events());
    jobs.add(outcome.jobs());
    failures.add(outcome.failed());
    objects.add(outcome.objects());
  }

  private static String report(long seed, Throwable cause) {
    StringBuilder report = new StringBuilder("Seed ").append(seed).append(" broke ").append(cause);
    if (!(cause instanceof Violation)) {
      for (StackTraceElement element : cause.getStackTrace()) {
        report.append("\n    at ").append(element);
      }
    }
    return report
        .append("\n\nSee it again by:\n  ./mvnw -pl core -am test -Dtest=SimulationTest")
        .append(" -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.histories=1")
        .append(" -Dsimulation.seed=")
        .append(seed)
        .append("\n\nThe last that happened:\n")
        .append(History.tell(seed))
        .append('\n')
        .toString();
  }

  @Override
  public String toString() {
    return count
        + " histories from seed "
        + first
        + ": "
        + steps
        + " steps, "
        + events
        + " events, "
        + jobs
        + " jobs, "
        + failures
        + " failed attempts, "
        + objects
        + " objects";
  }
}
