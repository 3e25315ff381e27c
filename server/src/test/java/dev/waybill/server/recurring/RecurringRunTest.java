package dev.waybill.server.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.log.LogUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecurringRunTest {
  private static final Duration NEVER = Duration.ofDays(365);

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void goesOnAfterAnyFailure() {
    try (RecurringRun schedule =
        new RecurringRun("test", this::failThreeTimes, Duration.ZERO, Duration.ofMillis(1))) {
      schedule.start();

      await().until(() -> runs.get() > 4);
    }
  }

  @Test
  void stopsInTheMiddleOfARun() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    RecurringRun schedule =
        new RecurringRun("test", () -> waitForEver(begun, interrupted), Duration.ZERO, NEVER);
    schedule.start();
    begun.await();

    schedule.close();

    assertThat(interrupted).isTrue();
  }

  @Test
  void stopsWhileItWaitsAndWhenItWasNeverStarted() {
    new RecurringRun("test", runs::incrementAndGet, NEVER, NEVER).close();
    RecurringRun waiting = new RecurringRun("test", runs::incrementAndGet, NEVER, NEVER);
    waiting.start();

    waiting.close();

    assertThat(runs).hasValue(0);
  }

  private void failThreeTimes() {
    switch (runs.incrementAndGet()) {
      case 1 -> throw new OutOfMemoryError("Java heap space");
      case 2 -> throw new IllegalStateException("a defect");
      case 3 -> throw new LogUnavailableException("the disk is full");
      default -> {
        // All is well again.
      }
    }
  }

  private static void waitForEver(CountDownLatch begun, AtomicBoolean interrupted)
      throws InterruptedException {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.set(true);
      throw e;
    }
  }
}
