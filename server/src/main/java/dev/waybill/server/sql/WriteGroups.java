package dev.waybill.server.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Runs write transactions one after another; those that come together share one commit, so that a
 * hundred of them wait for the disk once. Each runs on its caller's thread, under a savepoint of
 * its own, and returns after the commit: durable or not at all. Safe for use by many threads.
 */
final class WriteGroups {
  /** So that the first of a group does not wait for ever. */
  private static final int LARGEST_GROUP = 128;

  private final HikariDataSource writer;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final AtomicInteger coming = new AtomicInteger();
  private final AtomicLong commits = new AtomicLong();
  private Optional<WriteGroup> open = Optional.empty();

  WriteGroups(HikariDataSource writer) {
    this.writer = writer;
  }

  <T> T write(Function<Transaction, T> work) throws SQLException {
    coming.incrementAndGet();
    WriteGroup group;
    T result;
    lock.lock();
    try {
      coming.decrementAndGet();
      group = join();
      try {
        result = group.run(work);
      } finally {
        if (coming.get() == 0 || group.isBroken() || group.size() >= LARGEST_GROUP) {
          open = Optional.empty();
          commits.incrementAndGet();
          group.end();
        }
      }
    } finally {
      lock.unlock();
    }
    group.awaitCommit();
    return result;
  }

  /** How many commits there were. */
  long commits() {
    return commits.get();
  }

  /** How many callers stand in the queue, so that their order is settled. */
  int waiting() {
    return lock.getQueueLength();
  }

  private WriteGroup join() throws SQLException {
    if (open.isEmpty()) {
      open = Optional.of(WriteGroup.begin(writer));
    }
    return open.get();
  }
}
