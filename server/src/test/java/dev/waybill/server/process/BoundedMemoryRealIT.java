package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.demo.SampleEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gigabyte of events, spread over 30 hours in no order, through a heap of 256 MB. */
class BoundedMemoryRealIT {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedMemoryRealIT.class);
  private static final long GIGABYTE = 1_000_000_000;
  private static final int EVENTS_PER_REQUEST = 2_000;
  private static final long HOURS = 30;
  private static final String[] AS_OPERATORS_RUN_IT = {
    "-Xmx256m", "-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=4"
  };
  private static final long HOUR = 3_600_000;

  @TempDir private Path folder;

  @Test
  void exportsAGigabyteOverThirtyHoursWithAHeapOf256Megabytes() throws Exception {
    var random = new Random(1);
    var sample = new SampleEvents(random);
    long sentBytes = 0;
    long sentEvents = 0;
    long peak;
    try (var server = ServerProcess.start(folder, List.of(), AS_OPERATORS_RUN_IT);
        var client = new Client(server)) {
      String key = client.createTenant(folder);
      long newest = System.currentTimeMillis();
      while (sentBytes < GIGABYTE) {
        String lines =
            LongStream.range(0, EVENTS_PER_REQUEST)
                .mapToObj(i -> sample.query(newest - random.nextLong(HOURS * HOUR)))
                .collect(Collectors.joining("\n"));
        assertThat(client.send(key, lines).statusCode()).isEqualTo(200);
        sentBytes += lines.length();
        sentEvents += EVENTS_PER_REQUEST;
      }
      String export = client.createExport(key, folder);
      client.runUntilNothingIsLeft(key, export);
      peak = server.peakMemory();
    }
    DeliveredIds delivered = DeliveredIds.in(ServerProcess.exports(folder));
    long hours =
        DeliveredIds.objects(ServerProcess.exports(folder)).stream()
            .map(Path::getParent)
            .distinct()
            .count();
    LOG.info(
        "{} events in {} objects of {} hours, peak memory of the process {} MB",
        sentEvents,
        DeliveredIds.objects(ServerProcess.exports(folder)).size(),
        hours,
        peak / 1_000_000);
    assertThat(hours).isGreaterThanOrEqualTo(HOURS);
    assertThat(delivered.times()).hasSize(Math.toIntExact(sentEvents));
    assertThat(delivered.repeated()).isEmpty();
    assertThat(Files.readString(folder.resolve("server.out"))).doesNotContain("OutOfMemoryError");
  }
}
