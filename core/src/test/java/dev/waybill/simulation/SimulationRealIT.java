package dev.waybill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The histories that take minutes, after those of {@link SimulationTest}. */
class SimulationRealIT {
  private static final long HISTORIES = 600;

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void keepsEveryPromiseInManyMoreHistories() throws InterruptedException {
    Histories histories = new Histories(SimulationTest.USUAL + 1, HISTORIES);

    assertThat(histories.run()).as(histories::toString).isEmpty();
  }
}
