package dev.waybill.server.security;

import dev.waybill.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Numbers the deletions of tenants since the start of the server. The tenant may be created again
 * after one, and is another one then. A request that was admitted before creates nothing for that
 * one, and is told nothing of it. Safe for use by many threads.
 */
public final class TenantDeletions {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<TenantId, Long> numbers = new ConcurrentHashMap<>();
  private volatile long last;

  /** That of the last deletion; to be noted before a request's key is checked. */
  public long last() {
    return last;
  }

  /**
   * To be called when the tenant and its keys are gone, before its events are removed: what was
   * admitted earlier has been written when this returns, or never will be.
   */
  public void add(TenantId tenant) {
    lock.writeLock().lock();
    try {
      long next = last + 1;
      numbers.put(tenant, next);
      last = next;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Does it, unless one of the tenants was deleted after the deletion of that number: then empty.
   *
   * @param tenants asked for only if there was any deletion
   */
  public <T> Optional<T> unlessDeletedSince(
      long number, Supplier<Stream<TenantId>> tenants, Supplier<T> work) {
    lock.readLock().lock();
    try {
      boolean deleted =
          last != number
              && tenants.get().anyMatch(tenant -> numbers.getOrDefault(tenant, 0L) > number);
      return deleted ? Optional.empty() : Optional.of(work.get());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Does it, unless the caller's tenant was deleted after its key was checked: then empty. */
  public <T> Optional<T> unlessDeleted(Caller caller, Supplier<T> work) {
    return unlessDeletedSince(caller.deletions(), caller.tenant()::stream, work);
  }

  /**
   * Whether the caller's tenant was deleted after its key was checked. If not, what was read before
   * this call is the caller's own; else it may be a successor's.
   */
  public boolean concern(Caller caller) {
    return unlessDeleted(caller, () -> true).isEmpty();
  }
}
