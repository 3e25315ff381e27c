package dev.waybill.server.rocksdb;

import java.io.IOException;
import java.util.Optional;

/** A disk of which the test says how much room it has. */
final class StatedDisk implements DiskSpace {
  private final long total;
  private volatile long usable;
  private volatile boolean silent;
  private volatile Optional<Error> failure = Optional.empty();
  private int asked;

  StatedDisk(long total, long usable) {
    this.total = total;
    this.usable = usable;
  }

  void usable(long bytes) {
    usable = bytes;
  }

  /** From now on tells nothing. */
  void fallSilent() {
    silent = true;
  }

  /** The next look at it ends with that. */
  void failOnce(Error with) {
    failure = Optional.of(with);
  }

  synchronized int asked() {
    return asked;
  }

  @Override
  public long total() throws IOException {
    Optional<Error> failing = failure;
    failure = Optional.empty();
    if (failing.isPresent()) {
      throw failing.get();
    }
    if (silent) {
      throw new IOException("stale file handle");
    }
    return total;
  }

  @Override
  public synchronized long usable() {
    asked++;
    return usable;
  }
}
