package dev.waybill.export;

import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The memory that all open objects share. A pass reserves all it can ever need before it opens
 * anything, and holds one reservation at a time: so whoever holds some can finish, and waiting
 * ends. Whose tenant holds least comes first, then who waits longest; and all but {@link
 * WorkKind#FRESH} work together holds no more than half, so that stalled requests never keep
 * everything.
 */
final class BufferBudget {
  private static final int SMALLEST_SHARE = 8;

  private final long bytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Ticket> waiting = new ArrayList<>();
  private final List<Ticket> held = new ArrayList<>();
  private long pokes;

  BufferBudget(long bytes) {
    this.bytes = bytes;
  }

  long bytes() {
    return bytes;
  }

  /** Memory that was reserved, until closed. */
  interface Reservation extends AutoCloseable {
    @Override
    void close();
  }

  /** Compared by identity: two may be for the same. */
  private static final class Ticket {
    private final TenantId tenant;
    private final boolean fresh;
    private final long bytes;
    private long pokesSeen;

    Ticket(TenantId tenant, WorkKind kind, long bytes, long pokesSeen) {
      this.tenant = tenant;
      this.fresh = kind == WorkKind.FRESH;
      this.bytes = bytes;
      this.pokesSeen = pokesSeen;
    }
  }

  /** How much a tenant's pass should take at most, with so many others at work. */
  long fairShare(TenantId tenant) {
    lock.lock();
    try {
      Set<TenantId> tenants = new LinkedHashSet<>(Set.of(tenant));
      Stream.of(waiting, held).flatMap(List::stream).forEach(each -> tenants.add(each.tenant));
      return bytes / Math.min(SMALLEST_SHARE, 1 + tenants.size());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until so much is free.
   *
   * @param patience how long to wait before {@code pulse} is called, again and again
   */
  Reservation reserve(
      TenantId tenant, WorkKind kind, long wanted, Duration patience, Runnable pulse) {
    Ticket ticket;
    lock.lock();
    try {
      ticket = new Ticket(tenant, kind, wanted, pokes);
      waiting.add(ticket);
      grant();
    } finally {
      lock.unlock();
    }
    try {
      while (!awaitGrant(ticket, patience)) {
        pulse.run();
      }
      return () -> giveBack(ticket);
    } catch (RuntimeException | Error e) {
      giveBack(ticket);
      throw e;
    }
  }

  /** Has everyone who waits call its pulse. */
  void poke() {
    lock.lock();
    try {
      pokes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitGrant(Ticket ticket, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!held.contains(ticket) && left > 0 && pokes == ticket.pokesSeen) {
        left = changed.awaitNanos(left);
      }
      ticket.pokesSeen = pokes;
      return held.contains(ticket);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AttemptOver();
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Ticket ticket) {
    lock.lock();
    try {
      held.remove(ticket);
      waiting.remove(ticket);
      grant();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody overtakes the one whose turn it is: else small requests would starve a large one. */
  private void grant() {
    while (true) {
      Optional<Ticket> next = next();
      if (next.isEmpty() || next.get().bytes > bytes - sum(held.stream())) {
        return;
      }
      waiting.remove(next.get());
      held.add(next.get());
      changed.signalAll();
    }
  }

  /** Of all but fresh work only the first may be next, for the same reason. */
  private Optional<Ticket> next() {
    Comparator<Ticket> order = Comparator.comparingLong(each -> heldBy(each.tenant));
    Optional<Ticket> other =
        waiting.stream().filter(each -> !each.fresh).min(order).filter(this::isAllowed);
    return waiting.stream()
        .filter(each -> each.fresh || other.filter(first -> first == each).isPresent())
        .min(order);
  }

  private boolean isAllowed(Ticket ticket) {
    long others = sum(held.stream().filter(each -> !each.fresh));
    return others == 0 || others + ticket.bytes <= bytes / 2;
  }

  private long heldBy(TenantId tenant) {
    return sum(held.stream().filter(each -> each.tenant.equals(tenant)));
  }

  private static long sum(Stream<Ticket> tickets) {
    return tickets.mapToLong(each -> each.bytes).sum();
  }
}
