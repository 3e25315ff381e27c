package dev.waybill.server.rocksdb;

import dev.waybill.log.EventLog;
import dev.waybill.log.EventLogContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RocksEventLogTest extends EventLogContract {
  @TempDir private Path folder;
  private volatile Runnable beforeCommit = () -> {};
  private RocksEventLog log;

  @BeforeEach
  void open() {
    StoreFolder files = new StoreFolder(folder, RocksLogOptions.defaults());
    Commits commits =
        new Commits(
            files::open,
            (store, batch) -> {
              beforeCommit.run();
              store.write(batch);
            },
            Duration.ofMillis(1));
    log = new RocksEventLog(files, RocksLogOptions.defaults(), time, commits, DiskSpace.of(folder));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Override
  protected EventLog log() {
    return log;
  }

  @Override
  protected EventLog reopened() {
    log.close();
    open();
    return log;
  }

  @Override
  protected EventLog reopenedIn(int incarnation) {
    log.close();
    RocksEventLog.beginIncarnation(folder, incarnation);
    open();
    return log;
  }

  @Override
  protected void beforeCommit(Runnable action) {
    beforeCommit = action;
  }
}
