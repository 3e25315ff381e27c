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

  private final OpenStore store;
  private final TenantBounds bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TenantId, Long> removed = new HashMap<>();
  private boolean urgent;
  private boolean closed;

  Reclaimer(OpenStore store, TenantBounds bounds) {
    this.store = store;
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
      Bounds held = bounds.of(of.tenant());
      Extent extent = held.bytes() <= of.bytes() ? Extent.MOST : Extent.PART;
      store.compact(new Removal(of.tenant(), held.start(), extent));
    } catch (LogUnavailableException | LogDamagedException e) {
      // It is closed or being reopened, or the disk is full: it comes back later than it could.
      LOGGER.info("Removed events of {} still take space: {}", of.tenant(), e.getMessage());
    }
  }

  private record Removed(TenantId tenant, long bytes) {}
}
