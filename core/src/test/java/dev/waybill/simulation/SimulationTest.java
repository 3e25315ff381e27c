package dev.waybill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Histories with every fault there is. {@code -Dsimulation.histories} says how many, {@code
 * -Dsimulation.seed} where to begin; {@link SimulationRealIT} runs the next ones.
 */
class SimulationTest {
  private static final long SEED = Long.getLong("simulation.seed", 1);
  static final long USUAL = 200;
  private static final long HISTORIES = Long.getLong("simulation.histories", USUAL);

  @Test
  @Timeout(value = 10, unit = TimeUnit.HOURS)
  void keepsEveryPromiseInEveryHistory() throws InterruptedException {
    Histories histories = new Histories(SEED, HISTORIES);

    assertThat(histories.run()).as(histories::toString).isEmpty();
  }

  @Test
  void aSeedAlwaysTellsTheSameHistory() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(History.run(seed)).as("seed %s", seed).isEqualTo(History.run(seed));
    }
  }

  @Test
  void differentSeedsTellDifferentHistories() {
    assertThat(History.run(1).hash()).isNotEqualTo(History.run(2).hash());
  }
}
