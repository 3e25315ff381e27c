package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobFilesTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final RocksLogOptions SMALL_BUFFERS =
      new RocksLogOptions(1 << 20, 1 << 20, 64, 1 << 24, 0);

  @Test
  void stayAsTheyWereWrittenWhileNothingIsRemoved(@TempDir Path folder) throws IOException {
    try (var log = RocksEventLog.open(folder, SMALL_BUFFERS, new SettableTime())) {
      append(log, 0, 40);
      Set<String> early = blobFiles(folder);
      append(log, 40, 400);

      assertThat(early).isNotEmpty();
      assertThat(blobFiles(folder)).containsAll(early).hasSizeGreaterThan(2 * early.size());
    }
  }

  /**
   * Blocks of some 100 KiB, several of which fill the buffer. With those of two tenants, compaction
   * has sorted files to merge.
   */
  private static void append(RocksEventLog log, int from, int to) {
    for (int batch = from; batch < to; batch++) {
      int number = batch;
      List<SampleEvent> events =
          IntStream.range(0, 100)
              .mapToObj(i -> new SampleEvent(ACME, number + "-" + i).withContent("x".repeat(1_000)))
              .toList();
      log.append(EventBatches.of(events), REJECT_EVENT);
      log.append(EventBatches.of(OTHER, "beside-" + number), REJECT_EVENT);
    }
  }

  private static Set<String> blobFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".blob"))
          .collect(Collectors.toSet());
    }
  }
}
