package dev.waybill.server.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReclaimerTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final BlockingQueue<Removal> done = new LinkedBlockingQueue<>();
  private final CountDownLatch failed = new CountDownLatch(1);
  private Throwable failure = new OutOfMemoryError("Java heap space");
  private final Semaphore collected = new Semaphore(0);
  private final Reclaimer reclaimer =
      new Reclaimer(this::compact, this::collect, _ -> Bounds.NONE, PAUSE);
  private final Thread thread = Thread.ofPlatform().unstarted(reclaimer);

  @AfterEach
  void close() throws InterruptedException {
    reclaimer.close();
    thread.join();
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, IllegalStateException.class})
  void goesOnAfterAnyFailure(Class<? extends Throwable> kind) throws Exception {
    failure = kind.getConstructor(String.class).newInstance("for the test");
    thread.start();

    reclaimer.removed(ACME, Reclaimer.MUCH);
    failed.await();
    reclaimer.removed(OTHER, Reclaimer.MUCH);

    assertThat(done.take().tenant()).isEqualTo(OTHER);
  }

  @Test
  void waitsUntilItIsMuchOrUrgent() throws InterruptedException {
    thread.start();
    reclaimer.removed(OTHER, Reclaimer.MUCH - 1);

    reclaimer.hurry();

    assertThat(done.take().tenant()).isEqualTo(OTHER);
  }

  @Test
  void looksForGarbageAgainAndAgainAlsoWhenThatFails() throws InterruptedException {
    thread.start();

    collected.acquire(3);

    assertThat(done).isEmpty();
  }

  private void collect() {
    collected.release();
    throw new IllegalStateException("for the test");
  }

  private void compact(Removal removal) {
    if (removal.tenant().equals(ACME)) {
      failed.countDown();
      switch (failure) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        case Throwable other -> throw new AssertionError(other);
      }
    }
    done.add(removal);
  }
}
