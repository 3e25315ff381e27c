package dev.waybill.server.rocksdb;

import dev.waybill.log.LogDamagedException;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.server.rocksdb.Removal.Extent;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the disk back what was removed. A removal only hides events; RocksDB lets go of them when
 * it happens to rewrite what points at their lines, at the latest after {@link
 * StoreConfiguration#LONGEST_HIDDEN}. That is soon enough for a little, but not for much, and not
 * if the disk is nearly full. Files with lines that nothing points at are looked for each time, and
 * after a pause.
 */
final class Reclaimer implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reclaimer.class);
  static final long MUCH = 64L * 1024 * 1024;

  private final Consumer<Removal> compaction;
  private final Runnable collection;
  private final Function<TenantId, Bounds> bounds;
  private final Duration pause;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TenantId, Long> removed = new HashMap<>();
  private boolean urgent;
  private boolean closed;

  /**
   * @param compaction rewrites what points at the lines of a tenant
   * @param collection of files with lines that nothing points at
   * @param bounds what is held of a tenant
   * @param pause after which it looks for such files again, whatever was removed meanwhile
   */
  Reclaimer(
      Consumer<Removal> compaction,
      Runnable collection,
      Function<TenantId, Bounds> bounds,
      Duration pause) {
    this.compaction = compaction;
    this.collection = collection;
    this.bounds = bounds;
    this.pause = pause;
  }

  /** That many bytes of lines of the tenant were removed. */
  void removed(TenantId tenant, long bytes) {
    lock.lock();
    try {
      removed.merge(tenant, bytes, Long::sum);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The disk is nearly full: whatever was removed until now counts, however little it is. */
  void hurry() {
    lock.lock();
    try {
      urgent = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Looks at once, for what a process before has left. Ends when closed. */
  @Override
  public void run() {
    do {
      for (Optional<Removed> next = next(); next.isPresent(); next = next()) {
        reclaim(next.get());
      }
      attempt("Files with removed events", collection);
    } while (awaitMuch());
  }

  /** Answers whether to go on. */
  private boolean awaitMuch() {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed
          && !urgent
          && left > 0
          && removed.values().stream().allMatch(Reclaimer::little)) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the reclaimer", e);
    } finally {
      lock.unlock();
    }
  }

  private static boolean little(long bytes) {
    return bytes < MUCH;
  }

  /** Empty if there is none at the moment. */
  private Optional<Removed> next() {
    lock.lock();
    try {
      Optional<Removed> next =
          removed.entrySet().stream()
              .filter(entry -> urgent || !little(entry.getValue()))
              .map(entry -> new Removed(entry.getKey(), entry.getValue()))
              .findFirst()
              .filter(_ -> !closed);
      next.ifPresentOrElse(found -> removed.remove(found.tenant()), () -> urgent = false);
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void reclaim(Removed of) {
    attempt(
        "Removed events of " + of.tenant(),
        () -> {
          Bounds held = bounds.apply(of.tenant());
          Extent extent = held.bytes() <= of.bytes() ? Extent.MOST : Extent.PART;
          compaction.accept(new Removal(of.tenant(), held.start(), extent));
        });
  }

  private static void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (LogUnavailableException | LogDamagedException e) {
      // It is closed or being reopened, or the disk is full: it comes back later than it could.
      LOGGER.info("{} still take space: {}", what, e.getMessage());
    } catch (RuntimeException | Error e) { // else no space would ever come back early again
      LOGGER.error("{} still take space.", what, e);
    }
  }

  private record Removed(TenantId tenant, long bytes) {}
}
