package dev.waybill.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.rocksdb.RocksLogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupPlaceTest {
  private static final long MARGIN = 256L << 20;

  @TempDir private Path folder;
  private LiveData data;

  @BeforeEach
  void open() {
    data = LiveData.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void leavesOnTheDataDiskWhatTheLogNeedsToTakeEvents() throws IOException {
    RocksLogOptions options = RocksLogOptions.defaults().withReserve(1L << 30);
    try (RocksEventLog log = RocksEventLog.open(folder.resolve("log"), options, data.time)) {
      long needed = Files.size(data.directory.controlPlane()) + MARGIN + log.reserve();
      String backup = folder.resolve("backup").toString();

      assertThat(log.reserve()).isPositive();
      assertThat(place(log, needed).check(backup).path()).isEqualTo(Path.of(backup));
      BackupPlace tooSmall = place(log, needed - 1);
      assertThatThrownBy(() -> tooSmall.check(backup))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("data.reserve")
          .hasMessageContaining("make room there");
    }
  }

  private BackupPlace place(RocksEventLog log, long free) {
    BackupSources live = data.sources();
    return new BackupPlace(
        new BackupSources(
            live.directory(), live.controlPlane(), log, live.gate(), live.time(), live.version()),
        List.of(),
        _ -> free);
  }
}
