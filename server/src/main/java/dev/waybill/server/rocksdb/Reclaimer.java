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
  private final Function<TenantId, Bounds> bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TenantId, Long> removed = new HashMap<>();
  private boolean urgent;
  private boolean closed;

  /**
   * @param bounds what is held of a tenant
   */
  Reclaimer(Consumer<Removal> compaction, Function<TenantId, Bounds> bounds) {
    this.compaction = compaction;
    this.bounds = bounds;
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

  /** Ends when closed. */
  @Override
  public void run() {
    Optional<Removed> next = next();
    while (next.isPresent()) {
      reclaim(next.get());
      next = next();
    }
  }

  private Optional<Removed> next() {
    lock.lock();
    try {
      while (!closed) {
        Optional<Removed> next =
            removed.entrySet().stream()
                .filter(entry -> urgent || entry.getValue() >= MUCH)
                .map(entry -> new Removed(entry.getKey(), entry.getValue()))
                .findFirst();
        if (next.isPresent()) {
          removed.remove(next.get().tenant());
          return next;
        }
        urgent = false;
        changed.awaitUninterruptibly();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void reclaim(Removed of) {
    try {
      Bounds held = bounds.apply(of.tenant());
      Extent extent = held.bytes() <= of.bytes() ? Extent.MOST : Extent.PART;
      compaction.accept(new Removal(of.tenant(), held.start(), extent));
    } catch (LogUnavailableException | LogDamagedException e) {
      // It is closed or being reopened, or the disk is full: it comes back later than it could.
      LOGGER.info("Removed events of {} still take space: {}", of.tenant(), e.getMessage());
    } catch (RuntimeException | Error e) { // else no space would ever come back early again
      LOGGER.error("Removed events of {} still take space.", of.tenant(), e);
    }
  }

  private record Removed(TenantId tenant, long bytes) {}
}
