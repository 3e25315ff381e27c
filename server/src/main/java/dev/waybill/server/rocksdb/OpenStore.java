package dev.waybill.server.rocksdb;

import dev.waybill.log.LogDamagedException;
import dev.waybill.log.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Lends the store to readers, and closes it only when none of them uses it. */
final class OpenStore {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile Optional<Store> current;

  OpenStore(Store store) {
    current = Optional.of(store);
  }

  /** Reads something; must be short, or end when told, since a reopening waits for it. */
  interface Reading<T> {
    T from(Store store) throws RocksDBException;
  }

  /**
   * @param what named if it cannot be read
   * @throws LogUnavailableException if the store is closed
   * @throws LogDamagedException if what is stored cannot be read
   */
  <T> T read(String what, Reading<T> reading) {
    lock.readLock().lock();
    try {
      return reading.from(current.orElseThrow(OpenStore::notOpen));
    } catch (RocksDBException e) {
      throw new LogDamagedException(
          "The event log cannot read " + what + ": " + e.getMessage() + ".", e);
    } finally {
      lock.readLock().unlock();
    }
  }

  void write(BatchWrite write, WriteBatch batch) throws RocksDBException {
    lock.readLock().lock();
    try {
      write.write(current.orElseThrow(OpenStore::notOpen), batch);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Takes as long as the flush of what is in memory, and links. */
  void copyTo(Path folder) throws IOException {
    lock.readLock().lock();
    try {
      current.orElseThrow(OpenStore::notOpen).copyTo(folder);
    } catch (RocksDBException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Gives the disk back what was removed of a tenant; ends early if the store is to be closed. */
  void compact(Removal removal) {
    read(
        "the removed events of tenant " + removal.tenant(),
        open -> {
          open.compact(removal);
          return true;
        });
  }

  /**
   * Rewrites what is held in some of the files where enough was removed; answers whether it did.
   * May end early, too.
   */
  boolean collectGarbage(Instant now, Room room) {
    return read("files with removed events", open -> open.collectGarbage(now, room));
  }

  private static LogUnavailableException notOpen() {
    return new LogUnavailableException("The event log is not open.");
  }

  /** Closes the store and puts another in its place, which {@code check} sees before any reader. */
  void replace(Supplier<Store> opener, Consumer<Store> check) {
    current.ifPresent(Store::endCompaction);
    lock.writeLock().lock();
    try {
      close();
      Store store = opener.get();
      try {
        check.accept(store);
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
      current = Optional.of(store);
    } finally {
      lock.writeLock().unlock();
    }
  }

  void close() {
    current.ifPresent(Store::endCompaction);
    lock.writeLock().lock();
    try {
      current.ifPresent(Store::close);
      current = Optional.empty();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
