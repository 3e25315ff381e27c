package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.process.CommandProcess.Ended;
import dev.waybill.server.process.LostServer.Left;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A restore that is killed before one of the system calls that make it: before the first, and then
 * before about one of three; {@code -Drestore.every=1} before each, {@code -Drestore.seed=S} the
 * same once more.
 */
class RestoreCrashRealIT {
  private static final String STEPS = "mkdir,rmdir,rename,unlink,ftruncate,fsync,fdatasync";
  private static final Logger LOG = LoggerFactory.getLogger(RestoreCrashRealIT.class);
  private static final long SEED = Long.getLong("restore.seed", System.nanoTime());
  private static final int EVERY = Integer.getInteger("restore.every", 3);

  private final Random random = new Random(SEED);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void isRefusedOrCompleteWheneverItIsKilled() throws IOException, InterruptedException {
    LOG.info("replay with -Drestore.seed={} -Drestore.every={}", SEED, EVERY);
    LostServer lost = LostServer.in(folder);
    Path target = folder.resolve("restored");
    Map<Left, Integer> rounds = new EnumMap<>(Left.class);
    int step = 1;
    Ended ended;
    do {
      FileSystemUtils.deleteRecursively(target);
      ended =
          lost.restore(target, strace("-e", "inject=" + STEPS + ":signal=KILL:when=" + step)).end();
      Left left = lost.check(target);
      if (left == Left.COMPLETE) {
        lost.assertDeliversEverything(target);
      }
      rounds.merge(left, 1, Integer::sum);
      step += 1 + random.nextInt(2 * EVERY - 1);
    } while (LostServer.wasKilled(ended));

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(rounds).containsOnlyKeys(Left.values());
    assertThat(rounds.get(Left.REFUSED)).isGreaterThan(20 / (2 * EVERY));
  }

  /** The last step fails, and what was restored is being removed again. */
  @Test
  void isRefusedIfItIsKilledWhileItRemovesWhatFailed() throws IOException, InterruptedException {
    LostServer lost = LostServer.in(folder);
    Path target = folder.resolve("restored");

    Ended ended =
        lost.restore(
                target,
                strace(
                    "-P",
                    target.resolve("restoring").toString(),
                    "-P",
                    target.resolve("log").toString(),
                    "-e",
                    "inject=unlink:error=EIO",
                    "-e",
                    "inject=rmdir:signal=KILL"))
            .end();

    assertThat(LostServer.wasKilled(ended)).as(ended.output()).isTrue();
    assertThat(lost.check(target)).isEqualTo(Left.REFUSED);
  }

  private List<String> strace(String... what) {
    var command =
        new ArrayList<>(
            List.of("strace", "-f", "-qq", "-e", "signal=none", "-e", "trace=" + STEPS));
    command.addAll(List.of("-o", folder.resolve("trace").toString()));
    command.addAll(List.of(what));
    return command;
  }
}
