package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.BufferBudget.Reservation;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BufferBudgetTest {
  private static final Duration NO_PATIENCE = Duration.ofNanos(1);

  private final BufferBudget budget = new BufferBudget(10 * 1024);

  @Test
  void givesNoMoreThanThereIs() {
    try (Reservation _ =
        budget.reserve(
            Samples.TENANT, WorkKind.FRESH, 6 * 1024, NO_PATIENCE, BufferBudgetTest::fail)) {
      assertThatThrownBy(
              () ->
                  budget.reserve(
                      Samples.TENANT,
                      WorkKind.FRESH,
                      4 * 1024 + 1,
                      NO_PATIENCE,
                      BufferBudgetTest::giveUp))
          .isInstanceOf(AttemptOver.class);
      budget
          .reserve(Samples.TENANT, WorkKind.FRESH, 4 * 1024, NO_PATIENCE, BufferBudgetTest::fail)
          .close();
    }
    budget
        .reserve(Samples.TENANT, WorkKind.FRESH, 10 * 1024, NO_PATIENCE, BufferBudgetTest::fail)
        .close();
  }

  @Test
  void waitsUntilAnotherGivesBackAndShowsSignsOfLifeMeanwhile() {
    AtomicReference<Reservation> held =
        new AtomicReference<>(
            budget.reserve(
                Samples.TENANT, WorkKind.FRESH, 10 * 1024, NO_PATIENCE, BufferBudgetTest::fail));

    Reservation waited =
        budget.reserve(Samples.TENANT, WorkKind.FRESH, 1, NO_PATIENCE, () -> held.get().close());

    waited.close();
  }

  @Test
  void whoseTenantHoldsLeastComesFirstThenWhoWaitsLongest() {
    List<String> order = new CopyOnWriteArrayList<>();
    Reservation busy = reserve("busy", WorkKind.FRESH, 2 * 1024);
    Reservation rest = reserve("rest", WorkKind.FRESH, 8 * 1024);
    List<Thread> threads = new ArrayList<>();
    for (String tenant : List.of("busy", "quiet", "calm")) {
      threads.add(reserveInBackground(tenant, WorkKind.FRESH, 10 * 1024 - 2 * 1024, order));
    }

    rest.close();
    join(threads.get(1));
    join(threads.get(2));
    busy.close();
    join(threads.get(0));

    assertThat(order).containsExactly("quiet", "calm", "busy");
  }

  @Test
  void retriesAndBackfillsHoldHalfAtMostTogether() {
    List<String> order = new CopyOnWriteArrayList<>();
    Reservation dead = reserve("dead", WorkKind.RETRY, 4 * 1024);
    Thread second = reserveInBackground("stalled", WorkKind.EXTRA, 2 * 1024, order);

    reserve("well", WorkKind.FRESH, 6 * 1024).close();
    assertThat(order).isEmpty();

    dead.close();
    join(second);
    assertThat(order).containsExactly("stalled");
  }

  @Test
  void oneThatNeedsMoreThanHalfIsServedAlone() {
    reserve("dead", WorkKind.RETRY, 10 * 1024).close();
  }

  @Test
  void aLargeRetryIsNotOvertakenBySmallOnes() {
    List<String> order = new CopyOnWriteArrayList<>();
    Reservation first = reserve("first", WorkKind.RETRY, 1024);
    Reservation second = reserve("second", WorkKind.RETRY, 1024);
    Thread large = reserveInBackground("large", WorkKind.RETRY, 8 * 1024, order);
    Thread small = reserveInBackground("small", WorkKind.RETRY, 1024, order);

    first.close();
    assertThat(budget.waiting()).isEqualTo(2);
    reserve("well", WorkKind.FRESH, 9 * 1024).close();
    assertThat(order).isEmpty();

    second.close();
    join(large);
    join(small);
    assertThat(order).containsExactly("large", "small");
  }

  @Test
  void aPassOfOneTenantTakesLessTheMoreOthersAreAtWork() {
    TenantId some = new TenantId("some");
    assertThat(budget.fairShare(some)).isEqualTo(5 * 1024);
    try (Reservation _ = reserve("a", WorkKind.FRESH, 1);
        Reservation _ = reserve("b", WorkKind.FRESH, 1);
        Reservation _ = reserve("some", WorkKind.FRESH, 1)) {
      assertThat(budget.fairShare(some)).isEqualTo(10 * 1024 / 4);
    }
  }

  @Test
  void aPokeCallsThePulseOfThoseWhoWait() {
    Reservation all = reserve("all", WorkKind.FRESH, 10 * 1024);
    CompletableFuture<Void> poked = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  Runnable pulse =
                      () -> {
                        poked.complete(null);
                        giveUp();
                      };
                  assertThatThrownBy(
                          () ->
                              budget.reserve(
                                  Samples.TENANT, WorkKind.FRESH, 1, Duration.ofHours(1), pulse))
                      .isInstanceOf(AttemptOver.class);
                });
    awaitWaiting(1);

    budget.poke();

    poked.join();
    join(waiting);
    all.close();
    assertThat(budget.waiting()).isZero();
  }

  private Reservation reserve(String tenant, WorkKind kind, long bytes) {
    return budget.reserve(
        new TenantId(tenant), kind, bytes, Duration.ofHours(1), BufferBudgetTest::fail);
  }

  /** Returns when it waits; it gives back what it gets at once. */
  private Thread reserveInBackground(String tenant, WorkKind kind, long bytes, List<String> order) {
    int before = budget.waiting();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Reservation _ = reserve(tenant, kind, bytes)) {
                    order.add(tenant);
                  }
                });
    awaitWaiting(before + 1);
    return thread;
  }

  private void awaitWaiting(int count) {
    while (budget.waiting() != count) {
      Thread.onSpinWait();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void fail() {
    throw new AssertionError("there was enough");
  }

  private static void giveUp() {
    throw new AttemptOver();
  }
}
