package dev.waybill.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many rounds of random faults, shared out over the kinds of stores. {@code -Dfaults.rounds=N} runs
 * another number, {@code -Dfaults.store=directory} all of them with one kind, {@code
 * -Dfaults.seed=S} draws the same faults again.
 */
class FaultRoundsRealIT {
  private static final Logger LOG = LoggerFactory.getLogger(FaultRoundsRealIT.class);
  private static final int ROUNDS = Integer.getInteger("faults.rounds", 24);
  private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.waybill.server.faults.StoreKind#chosen")
  void losesAndDoublesNothingInRoundsOfRandomFaults(StoreKind kind) throws Exception {
    int count = kind.of(ROUNDS);
    LOG.info(
        "{}: replay with -Dfaults.seed={} -Dfaults.store={} -Dfaults.rounds={}",
        kind,
        SEED,
        kind,
        count);
    try (var rounds = new FaultRounds(kind, folder, SEED)) {
      rounds.run(count);
      LOG.info("{}: {} rounds, seed {}:\n{}", kind, count, SEED, rounds.figures());
      // Most of them in floods.
      assertThat(rounds.sent())
          .isGreaterThanOrEqualTo(count / FaultRounds.ROUNDS_BETWEEN_FLOODS * 50_000);
    }
  }
}
