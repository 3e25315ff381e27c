package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RetentionGateTest {
  private final RetentionGate gate = new RetentionGate();
  private final List<String> order = new CopyOnWriteArrayList<>();

  @Test
  void deletesNothingWhileSomethingIsUnderWay() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread backup = start(() -> gate.pauseWhile(() -> work(begun, end)));
    begun.await();
    Thread deletion = start(() -> delete(() -> order.add("deletion")));
    awaitWaiting(deletion);

    assertThat(order).isEmpty();
    assertThat(gate.pauseWhile(() -> "another")).isEqualTo("another");
    end.countDown();
    backup.join();
    deletion.join();

    assertThat(order).containsExactly("backup", "deletion");
  }

  @Test
  void waitsForADeletionThatIsUnderWay() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread deletion =
        start(
            () ->
                delete(
                    () -> {
                      begun.countDown();
                      await(end);
                      order.add("deletion");
                    }));
    begun.await();
    Thread backup = start(() -> gate.pauseWhile(() -> order.add("backup")));
    awaitWaiting(backup);

    end.countDown();
    deletion.join();
    backup.join();

    assertThat(order).containsExactly("deletion", "backup");
  }

  @Test
  void opensAgainWhenTheWorkFails() throws InterruptedException {
    assertThatThrownBy(
            () ->
                gate.pauseWhile(
                    () -> {
                      throw new IllegalStateException("the disk is full");
                    }))
        .isInstanceOf(IllegalStateException.class);

    gate.delete(() -> order.add("deletion"));
    assertThat(order).containsExactly("deletion");
  }

  @Test
  void givesUpWaitingWhenItIsInterrupted() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread backup = start(() -> gate.pauseWhile(() -> work(begun, end)));
    begun.await();
    Thread deletion = start(() -> delete(() -> order.add("deletion")));
    awaitWaiting(deletion);

    deletion.interrupt();
    deletion.join();
    end.countDown();
    backup.join();

    assertThat(order).containsExactly("interrupted", "backup");
  }

  private String work(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    await(end);
    order.add("backup");
    return "done";
  }

  private void delete(Runnable deletion) {
    try {
      gate.delete(deletion);
    } catch (InterruptedException e) {
      order.add("interrupted");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(3, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread start(Runnable action) {
    return Thread.ofPlatform().start(action);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
