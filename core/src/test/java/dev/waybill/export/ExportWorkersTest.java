package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The engine on its own threads. */
class ExportWorkersTest {

  @Test
  void plansAndDeliversByItself() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.time.advance(Duration.ofMinutes(5));
    CountDownLatch delivered = new CountDownLatch(1);
    try (ExportEngine engine =
        fixture.engine(EngineFixture.SMALL, fixture.ledger, after(delivered))) {
      engine.start();
      assertThat(delivered.await(20, TimeUnit.SECONDS)).isTrue();
    }
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void runIsDeliveredAtOnce() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(300, 10, 1);
    fixture.ledger.change(Samples.withEnabled(fixture.configuration, false));
    CountDownLatch delivered = new CountDownLatch(1);
    try (ExportEngine engine =
        fixture.engine(EngineFixture.SMALL, fixture.ledger, after(delivered))) {
      engine.start();
      assertThat(engine.run(fixture.configuration.id())).isPresent();
      assertThat(delivered.await(20, TimeUnit.SECONDS)).isTrue();
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
    ExportEngine engine = fixture.engine(EngineFixture.SMALL, fixture.ledger);
    engine.start();
    assertThat(inThePut.await(20, TimeUnit.SECONDS)).isTrue();

    Thread closer = Thread.ofPlatform().start(engine::close);
    while (closer.getState() == Thread.State.RUNNABLE || closer.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
    closing.countDown();
    closer.join();

    assertThat(fixture.stores.tried()).hasSize(1);
    assertThat(fixture.job().status()).isEqualTo(JobStatus.PLANNED);
    fixture.stores.beforeEachPut(() -> {});
    ExportEngine next = fixture.engine(EngineFixture.SMALL, fixture.ledger);
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
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
