package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.SeenEvents;
import dev.waybill.log.SeenEvents.Seen;
import dev.waybill.tenant.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes the log, and looks at what is left. */
class KilledWriterIT {
  private static final TenantId ACME = new TenantId("acme");
  private static final int ROUNDS = 4;
  private static final int ACKNOWLEDGED = 300;

  @TempDir private Path folder;

  @Test
  void keepsEveryAcknowledgedEventOnceWhereItWas() throws Exception {
    Map<String, Long> acknowledged = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      writeAndKill("round" + round, acknowledged);
      try (RocksEventLog log =
          RocksEventLog.open(folder, RocksLogOptions.defaults(), CrashingWriter.SYSTEM)) {
        check(SeenEvents.all(log, ACME), acknowledged);
        String one = acknowledged.keySet().iterator().next();
        assertThat(log.append(EventBatches.of(CrashingWriter.events(one)), REJECT_EVENT))
            .isEqualTo(
                new AppendOutcome.Appended(0, CrashingWriter.EVENTS, List.of(), Optional.empty()));
      }
    }
  }

  private static void check(List<Seen> seen, Map<String, Long> acknowledged) {
    Map<String, Long> positions = new HashMap<>();
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).position().value()).isEqualTo(i);
      String id = seen.get(i).line().replaceFirst("^.\"eventID\":\"([^\"]+)\".*", "$1");
      assertThat(positions.put(id, (long) i)).as(id).isNull();
    }
    acknowledged.forEach(
        (first, last) -> {
          for (int i = 0; i < CrashingWriter.EVENTS; i++) {
            assertThat(positions.get(first + "." + i))
                .as(first)
                .isEqualTo(last - CrashingWriter.EVENTS + 1 + i);
          }
        });
    // Batches are whole or not there at all.
    assertThat(seen.size() % CrashingWriter.EVENTS).isZero();
  }

  private void writeAndKill(String prefix, Map<String, Long> acknowledged) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                folder.toString(),
                prefix)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(writer.getInputStream(), US_ASCII))) {
      String line = next(lines);
      for (int i = 0; i < ACKNOWLEDGED && !line.isEmpty(); i++) {
        remember(line, acknowledged);
        line = next(lines);
      }
      // Through its handle, so that what it wrote can still be read.
      writer.toHandle().destroyForcibly();
      // Acknowledged before the kill, though read after it; the last line may be torn.
      while (!line.isEmpty()) {
        String following = next(lines);
        if (!following.isEmpty()) {
          remember(line, acknowledged);
        }
        line = following;
      }
    } finally {
      writer.destroyForcibly();
      assertThat(writer.waitFor(3, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(acknowledged.keySet().stream().filter(first -> first.startsWith(prefix)).count())
        .isGreaterThanOrEqualTo(ACKNOWLEDGED);
  }

  private static String next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    return line == null ? "" : line;
  }

  private static void remember(String line, Map<String, Long> acknowledged) {
    if (line.startsWith("round")) {
      int space = line.indexOf(' ');
      acknowledged.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
    }
  }
}
