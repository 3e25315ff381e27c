package dev.waybill.server.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobFilesTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final RocksLogOptions SMALL_BUFFERS =
      new RocksLogOptions(1 << 20, 1 << 20, 64, 1 << 24, 0);

  private final NoisyEvents noise = new NoisyEvents();

  @Test
  void stayAsTheyWereWrittenWhileNothingIsRemoved(@TempDir Path folder) throws IOException {
    try (var log = RocksEventLog.open(folder, SMALL_BUFFERS, new SettableTime())) {
      append(log, 40);
      Set<String> early = blobFiles(folder);
      append(log, 360);

      assertThat(early).isNotEmpty();
      assertThat(blobFiles(folder)).containsAll(early).hasSizeGreaterThan(2 * early.size());
    }
  }

  /**
   * Blocks of some 100 KiB, several of which fill the buffer. With those of two tenants, compaction
   * has sorted files to merge.
   */
  private void append(RocksEventLog log, int blocks) {
    for (int block = 0; block < blocks; block++) {
      noise.append(log, ACME, 100);
      noise.append(log, OTHER, 1);
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
