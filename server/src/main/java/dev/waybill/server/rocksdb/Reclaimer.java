package dev.waybill.server.rocksdb;

import dev.waybill.log.LogDamagedException;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.server.rocksdb.Removal.Extent;
import dev.waybill.tenant.TenantId;
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
 * Gives the disk back what was removed. A removal only hides events; RocksDB frees their space when
 * it happens to rewrite the files that hold them, at the latest after {@link
 * StoreConfiguration#LONGEST_HIDDEN}. That is soon enough for a little, but not for much, and not
 * if the disk is nearly full.
 */
final class Reclaimer implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reclaimer.class);
  static final long MUCH = 64L * 1024 * 1024;

  private final Consumer<Removal> compaction;
  private final Runnable collection;
  private final Function<TenantId, Bounds> bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TenantId, Long> removed = new HashMap<>();
  private long scattered;
  private boolean urgent;
  private boolean closed;

  /**
   * @param compaction rewrites what points at the lines of a tenant
   * @param collection of files with lines that nothing points at
   * @param bounds what is held of a tenant
   */
  Reclaimer(Consumer<Removal> compaction, Runnable collection, Function<TenantId, Bounds> bounds) {
    this.compaction = compaction;
    this.collection = collection;
    this.bounds = bounds;
  }

  /** That many bytes of lines of the tenant were removed. */
  void removed(TenantId tenant, long bytes) {
    lock.lock();
    try {
      removed.merge(tenant, bytes, Long::sum);
      scattered += bytes;
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

  /** Ends when closed. */
  @Override
  public void run() {
    while (awaitMuch()) {
      for (Optional<Removed> next = next(); next.isPresent(); next = next()) {
        reclaim(next.get());
      }
      attempt("Files with removed events", collection);
    }
  }

  /** Of many small tenants, whose files are rewritten within a day, it may be much as well. */
  private boolean awaitMuch() {
    lock.lock();
    try {
      while (!closed && !urgent && scattered < MUCH) {
        changed.awaitUninterruptibly();
      }
      scattered = 0;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Empty if there is none at the moment. */
  private Optional<Removed> next() {
    lock.lock();
    try {
      Optional<Removed> next =
          removed.entrySet().stream()
              .filter(entry -> urgent || entry.getValue() >= MUCH)
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
