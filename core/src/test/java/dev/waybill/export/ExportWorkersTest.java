package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.storage.PutOutcome;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The engine on its own threads. */
class ExportWorkersTest {
  private static final EngineSettings SMALL = EngineFixture.SMALL;

  private static final EngineSettings ONE_WORKER =
      new EngineSettings(
          1,
          1,
          SMALL.jobBytes(),
          SMALL.jobPartitions(),
          SMALL.partBytes(),
          SMALL.openHours(),
          SMALL.blockBytes(),
          SMALL.bufferBytes(),
          SMALL.lease(),
          SMALL.requestTimeout());

  @Test
  void plansAndDeliversByItself() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.time.advance(Duration.ofMinutes(5));
    CountDownLatch delivered = new CountDownLatch(1);
    try (ExportEngine engine = fixture.engine(SMALL, fixture.ledger, after(delivered))) {
      engine.start();
      assertThat(delivered.await(3, TimeUnit.MINUTES)).isTrue();
    }
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void runIsDeliveredAtOnce() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.ledger.change(Samples.withEnabled(fixture.configuration, false));
    CountDownLatch delivered = new CountDownLatch(1);
    try (ExportEngine engine = fixture.engine(SMALL, fixture.ledger, after(delivered))) {
      engine.start();
      assertThat(engine.run(fixture.configuration.id())).isPresent();
      assertThat(delivered.await(3, TimeUnit.MINUTES)).isTrue();
    }
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void goesOnAfterAnErrorInPlanningAndInAnAttempt() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.time.advance(Duration.ofMinutes(5));
    AtomicInteger planned = new AtomicInteger();
    AtomicInteger claimed = new AtomicInteger();
    List<String> defects = new CopyOnWriteArrayList<>();
    CountDownLatch delivered = new CountDownLatch(1);
    ExportLedger ledger = fixture.ledger;
    EngineListener failing =
        new EngineListener() {
          @Override
          public void planned(ExportJob job) {
            if (planned.getAndIncrement() == 0) {
              throw new OutOfMemoryError("while planning");
            }
          }

          @Override
          public void put(Attempt attempt, PutOutcome outcome, Duration took) {
            if (claimed.getAndIncrement() == 0) {
              ledger.endLeases(fixture.time.now());
              throw new OutOfMemoryError("while delivering");
            }
          }

          @Override
          public void delivered(Attempt attempt, Delivery delivery) {
            delivered.countDown();
          }

          @Override
          public void defect(String doing, Throwable cause) {
            defects.add(doing.replaceFirst("(working on|planning a job) .*", "$1"));
          }
        };
    try (ExportEngine engine = fixture.engine(SMALL, ledger, failing)) {
      engine.start();
      assertThat(delivered.await(3, TimeUnit.MINUTES)).isTrue();
    }

    assertThat(defects).contains("planning a job", "working on");
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void deliversThoughPlanningFailsEveryTime() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.plan();
    ExportLedger failing =
        (ExportLedger)
            Proxy.newProxyInstance(
                ExportWorkersTest.class.getClassLoader(),
                new Class<?>[] {ExportLedger.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("due")) {
                    throw new IllegalStateException("an unreadable row");
                  }
                  return method.invoke(fixture.ledger, arguments);
                });
    CountDownLatch delivered = new CountDownLatch(1);
    try (ExportEngine engine = fixture.engine(SMALL, failing, after(delivered))) {
      engine.start();
      assertThat(delivered.await(3, TimeUnit.MINUTES)).isTrue();
    }
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void anErrorBetweenAssignmentAndAttemptFreesTheWorker() {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.plan();
    AtomicInteger claimed = new AtomicInteger();
    EngineListener failing =
        new EngineListener() {
          @Override
          public void claimed(Attempt attempt) {
            if (claimed.getAndIncrement() == 0) {
              throw new OutOfMemoryError("after the claim");
            }
          }
        };
    ExportEngine engine = fixture.engine(SMALL, fixture.ledger, failing);
    assertThatThrownBy(engine::claimNext).isInstanceOf(OutOfMemoryError.class);

    fixture.time.advance(Duration.ofMinutes(3)); // the lease ends by itself

    assertThat(engine.runAttempt(engine.claimNext().orElseThrow()))
        .isInstanceOf(AttemptOutcome.Delivered.class);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void deliversAlthoughTheFirstThreadCannotBeMade() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.plan();
    AtomicInteger made = new AtomicInteger();
    ThreadFactory failing =
        work -> {
          if (made.getAndIncrement() == 0) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return new Thread(work);
        };
    CountDownLatch delivered = new CountDownLatch(1);
    EngineListener listener = after(delivered);
    ExportEngine engine = fixture.engine(ONE_WORKER, fixture.ledger, listener);
    try (ExportWorkers workers =
        new ExportWorkers(engine, ONE_WORKER.workers(), failing, fixture.time, listener)) {
      workers.start();
      assertThat(delivered.await(3, TimeUnit.MINUTES)).isTrue();
    }
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void closingGivesRunningJobsBack() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.time.advance(Duration.ofMinutes(5));
    CountDownLatch inThePut = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    fixture.stores.beforeEachPut(
        () -> {
          inThePut.countDown();
          await(closing);
        });
    ExportEngine engine = fixture.engine(SMALL, fixture.ledger);
    engine.start();
    assertThat(inThePut.await(3, TimeUnit.MINUTES)).isTrue();

    Thread closer = Thread.ofPlatform().start(engine::close);
    while (closer.getState() == Thread.State.RUNNABLE || closer.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
    closing.countDown();
    closer.join();

    assertThat(fixture.stores.tried()).hasSize(1);
    assertThat(fixture.job().status()).isEqualTo(JobStatus.PLANNED);
    fixture.stores.beforeEachPut(() -> {});
    ExportEngine next = fixture.engine(SMALL, fixture.ledger);
    next.runAttempt(next.claimNext().orElseThrow());
    fixture.assertDeliveredExactlyOnce();
  }

  private static EngineListener after(CountDownLatch delivered) {
    return new EngineListener() {
      @Override
      public void delivered(Attempt attempt, Delivery delivery) {
        delivered.countDown();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(3, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
