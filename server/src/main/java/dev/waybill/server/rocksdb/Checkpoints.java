package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes copies of the open store, one at a time: first of links on its own disk, which is quick, so
 * that a reopening need not wait for a copy to another disk.
 */
final class Checkpoints {
  private final OpenStore store;
  private final StoreFolder folder;
  private final Lock one = new ReentrantLock();

  Checkpoints(OpenStore store, StoreFolder folder) {
    this.store = store;
    this.folder = folder;
  }

  void make(Path copy) {
    one.lock();
    try {
      Path made = folder.emptiedCheckpoint();
      try (Leftover _ = folder::emptiedCheckpoint) {
        store.copyTo(made);
        FolderMove.move(made, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The event log cannot be copied to " + copy + ": " + e, e);
    } finally {
      one.unlock();
    }
  }

  /** Links that nobody needs any more keep the space of everything that is removed. */
  private interface Leftover extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
