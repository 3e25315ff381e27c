package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many rounds of random faults. {@code -Dfaults.rounds=N} runs another number, {@code
 * -Dfaults.seed=S} draws the same faults again.
 */
class FaultRoundsRealIT {
  private static final Logger LOG = LoggerFactory.getLogger(FaultRoundsRealIT.class);
  private static final int ROUNDS = Integer.getInteger("faults.rounds", 200);
  private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

  @TempDir private Path folder;

  @Test
  void losesAndDoublesNothingInRoundsOfRandomFaults() throws Exception {
    LOG.info("replay with -Dfaults.seed={} -Dfaults.rounds={}", SEED, ROUNDS);
    try (var rounds = new FaultRounds(folder, SEED)) {
      rounds.run(ROUNDS);
      LOG.info("{} rounds, seed {}:\n{}", ROUNDS, SEED, rounds.figures());
      // On average; every tenth round sends most.
      assertThat(rounds.sent()).isGreaterThanOrEqualTo(ROUNDS / 10 * 50_000);
    }
  }
}
