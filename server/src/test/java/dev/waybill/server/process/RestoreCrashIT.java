package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.process.CommandProcess.Ended;
import dev.waybill.server.process.LostServer.Left;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A restore that is killed in between; {@link RestoreCrashRealIT} does so at every step. */
class RestoreCrashIT {
  private static final int ROUNDS = 2;

  /** A machine may be so slow that a restore has ended before it is killed, or never began. */
  private static final int MOST_ROUNDS = 50;

  private static final long SEED = 1;

  private final Random random = new Random(SEED);

  @TempDir private Path folder;

  @Test
  void deliversEverythingAfterRestoresThatWereKilled() throws IOException, InterruptedException {
    LostServer lost = LostServer.in(folder);
    Path target = folder.resolve("restored");
    LongSummaryStatistics whole = files(lost.backup());
    int refused = 0;
    for (int round = 0; round < ROUNDS || (refused == 0 && round < MOST_ROUNDS); round++) {
      BooleanSupplier moment = random.nextBoolean() ? files(target, whole) : bytes(target, whole);
      Ended killed = lost.restore(target, List.of()).killWhen(moment);
      assertThat(LostServer.wasKilled(killed) || killed.exitCode() == 0)
          .as(killed.output())
          .isTrue();
      refused += lost.check(target) == Left.REFUSED ? 1 : 0;
      FileSystemUtils.deleteRecursively(target);
    }
    assertThat(refused).as("kills in the middle of a restore").isPositive();

    Ended ended = lost.restore(target, List.of()).end();
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    lost.assertDeliversEverything(target);
  }

  private BooleanSupplier files(Path target, LongSummaryStatistics whole) {
    long enough = random.nextLong(1, whole.getCount() + 1);
    return () -> files(target).getCount() >= enough;
  }

  private BooleanSupplier bytes(Path target, LongSummaryStatistics whole) {
    long enough = random.nextLong(1, whole.getSum() + 1);
    return () -> files(target).getSum() >= enough;
  }

  /** Of the files that are there, some of which come and go. */
  private static LongSummaryStatistics files(Path folder) {
    return Stream.of(folder, folder.resolve("keys"), folder.resolve("log"))
        .map(each -> each.toFile().listFiles(File::isFile))
        .flatMap(Stream::ofNullable)
        .flatMap(Stream::of)
        .mapToLong(File::length)
        .summaryStatistics();
  }
}
