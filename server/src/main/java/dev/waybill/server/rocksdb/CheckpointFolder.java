package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * Where checkpoints are made, one at a time: on the log's own disk, so that they consist of links.
 * Links that nobody needs any more would keep the space of everything that is removed.
 */
final class CheckpointFolder {
  /** Not a name that RocksDB knows. */
  private static final String NAME = "checkpoint";

  private final Path path;
  private final Semaphore one = new Semaphore(1);

  CheckpointFolder(Path log) {
    path = log.resolve(NAME);
  }

  /** Absent, and the caller's alone until {@link #release}. Waits until it is nobody's. */
  Path take() throws IOException {
    one.acquireUninterruptibly();
    try {
      remove();
      return path;
    } catch (IOException | RuntimeException | Error e) {
      one.release();
      throw e;
    }
  }

  /** Removes what is in it. */
  void release() throws IOException {
    try {
      remove();
    } finally {
      one.release();
    }
  }

  /** Removes what a crash left, but nothing that is being made or copied. */
  void tidy() throws IOException {
    if (one.tryAcquire()) {
      release();
    }
  }

  private void remove() throws IOException {
    FolderMove.delete(path.resolveSibling(NAME + ".tmp"));
    FolderMove.delete(path);
  }
}
