package dev.waybill.server.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.log.LogDamagedException;
import dev.waybill.server.datadir.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/** The folder of the log: opens it, or says in one sentence why it cannot be. */
final class StoreFolder {
  private static final String FORMAT = "1";

  private final Path path;
  private final RocksLogOptions options;
  private final CheckpointFolder checkpoint;

  StoreFolder(Path path, RocksLogOptions options) {
    this.path = path.toAbsolutePath().normalize();
    this.options = options;
    checkpoint = new CheckpointFolder(this.path);
  }

  /**
   * @throws LogDamagedException if what is stored cannot be read; names the file
   * @throws StartRefusedException if it cannot be opened for another reason
   */
  Store open() {
    RocksDB.loadLibrary();
    StoreConfiguration configuration = new StoreConfiguration(options, isNew());
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    Store store;
    try {
      RocksDB db =
          RocksDB.open(
              configuration.database(), path.toString(), configuration.families(), handles);
      store = new Store(db, configuration, handles);
    } catch (RocksDBException e) {
      configuration.close();
      throw refusal(e);
    }
    try {
      checkFormat(store);
      checkFiles(store);
      if (!store.isCounted()) {
        ByteCount.completeIn(store);
      }
      return store;
    } catch (RocksDBException e) {
      store.close();
      throw refusal(e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Makes none.
   *
   * @throws StartRefusedException also if there is no log
   */
  Store openExisting() {
    if (!Files.exists(path.resolve("CURRENT"))) {
      throw new StartRefusedException("There is no event log in " + path + ".");
    }
    return open();
  }

  Path path() {
    return path;
  }

  CheckpointFolder checkpoint() {
    return checkpoint;
  }

  /** Bytes of all files. */
  long size() {
    try (Stream<Path> files = Files.list(path)) {
      return files.mapToLong(StoreFolder::sizeOf).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // Removed since it was listed.
      return 0;
    }
  }

  /** A missing {@code CURRENT} beside data means that files were lost: never start anew there. */
  private boolean isNew() {
    try {
      Files.createDirectories(path);
      checkpoint.tidy();
      if (Files.exists(path.resolve("CURRENT"))) {
        checkRecords();
        return false;
      }
      Optional<Path> data;
      try (Stream<Path> files = Files.list(path)) {
        data = files.filter(StoreFolder::holdsData).findFirst();
      }
      if (data.isPresent()) {
        throw damaged(data.get().getFileName() + " is there, but the file CURRENT is missing");
      }
      return true;
    } catch (IOException e) {
      throw new StartRefusedException("The event log " + path + " cannot be opened: " + e, e);
    }
  }

  /** RocksDB would take the one for torn and the other for padding, and drop both. */
  private void checkRecords() throws IOException {
    Optional<Path> cut = new LastRecord(path).damaged();
    if (cut.isPresent()) {
      throw damaged(cut.get().getFileName() + ": the length of its last record is wrong");
    }
    Optional<Path> zeroed = new ZeroedRecords(path).damaged();
    if (zeroed.isPresent()) {
      throw damaged(zeroed.get().getFileName() + ": records in it were replaced by zeros");
    }
  }

  private static boolean holdsData(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".sst")
        || name.endsWith(".blob")
        || (name.endsWith(".log") && sizeOf(file) > 0);
  }

  /** RocksDB looks at some kinds of files only when they are read. */
  private void checkFiles(Store store) throws RocksDBException {
    for (String file : store.missingFrom(path)) {
      throw damaged("the file " + file + " is missing");
    }
  }

  private void checkFormat(Store store) throws RocksDBException {
    Optional<byte[]> format = store.format();
    if (format.isEmpty() && store.isEmpty()) {
      try (WriteBatch batch = new WriteBatch()) {
        batch.put(store.meta, Keys.FORMAT, FORMAT.getBytes(UTF_8));
        batch.put(store.meta, Keys.COUNTED, new byte[0]);
        store.write(batch);
      }
      return;
    }
    String found = format.map(bytes -> new String(bytes, UTF_8)).orElse("none");
    if (!found.equals(FORMAT)) {
      throw new StartRefusedException(
          "The event log "
              + path
              + " has format "
              + found
              + ", this version of Waybill reads format "
              + FORMAT
              + ": start the version that wrote it.");
    }
  }

  private RuntimeException refusal(RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    Status status = e.getStatus();
    if (message.contains("lock ") || message.contains("LOCK")) {
      return new StartRefusedException(
          "The event log " + path + " is in use by another process: stop that one first.", e);
    }
    boolean missing = message.contains("No such file");
    if (missing || (status != null && status.getCode() == Status.Code.Corruption)) {
      String file = new DroppedRecords(path).file().map(name -> name + ": ").orElse("");
      LogDamagedException damaged = damaged(file + message);
      damaged.initCause(e);
      return damaged;
    }
    return new StartRefusedException(
        "The event log " + path + " cannot be opened: " + message + ".", e);
  }

  private LogDamagedException damaged(String how) {
    return new LogDamagedException(
        "The event log "
            + path
            + " is damaged: "
            + how
            + ". Restore the data directory from a backup.");
  }
}
