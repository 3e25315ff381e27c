package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.BufferBudget.Reservation;
import java.time.Duration;
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

  private static void fail() {
    throw new AssertionError("there was enough");
  }

  private static void giveUp() {
    throw new AttemptOver();
  }
}
