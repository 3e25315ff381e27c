package dev.waybill.server.rocksdb;

import dev.waybill.log.AppendOutcome.Refused;
import dev.waybill.log.LogDamagedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: takes what waits as one group, makes it durable with one synced
 * write, then answers. After a failed write it takes nothing until the store was reopened.
 */
final class Committer implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Committer.class);
  private static final long GROUP_BYTES = 16L * 1024 * 1024;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final OpenStore store;
  private final TenantBounds bounds;
  private final ReceiptClock clock;
  private final WaitingQueue queue;
  private final DiskReserve reserve;
  private final Commits commits;
  private final BlockWriter writer = new BlockWriter();

  Committer(
      OpenStore store,
      TenantBounds bounds,
      ReceiptClock clock,
      WaitingQueue queue,
      DiskReserve reserve,
      Commits commits) {
    this.store = store;
    this.bounds = bounds;
    this.clock = clock;
    this.queue = queue;
    this.reserve = reserve;
    this.commits = commits;
  }

  /** Ends when the queue is closed and empty. */
  @Override
  public void run() {
    try (WriteBatch batch = new WriteBatch()) {
      List<Waiting> group = queue.take(GROUP_BYTES);
      while (!group.isEmpty()) {
        refuseIfLow(group);
        if (!group.isEmpty()) {
          commit(group, batch);
          batch.clear();
        }
        group = queue.take(GROUP_BYTES);
      }
    }
  }

  /** Appends only: what frees space, and what plans exports, goes on. */
  private void refuseIfLow(List<Waiting> group) {
    try {
      List<Waiting.Append> appends = appends(group);
      Optional<Refused> low = appends.isEmpty() ? Optional.empty() : reserve.look();
      if (low.isPresent()) {
        group.removeAll(appends);
        appends.forEach(append -> append.refuse(low.get()));
      }
    } catch (RuntimeException | Error e) {
      refuse(group, e);
      group.clear();
    }
  }

  /** Nothing was written yet. Without this thread nobody would ever be answered: it goes on. */
  private static void refuse(List<Waiting> group, Throwable because) {
    LOGGER.error("A group of {} requests could not be taken.", group.size(), because);
    Refused refusal = new Refused(String.valueOf(because.getMessage()), RETRY_AFTER);
    group.forEach(request -> request.refuse(refusal));
  }

  private void commit(List<Waiting> group, WriteBatch batch) {
    Runnable publish;
    try {
      publish = store.read("what events are compared with", open -> prepare(group, open, batch));
    } catch (RuntimeException | Error e) {
      refuse(group, e);
      return;
    }
    if (batch.count() > 0 && !written(batch)) {
      String reason = "The event log could not be written; it is being opened again.";
      queue.refuse(new Refused(reason, RETRY_AFTER));
      group.forEach(request -> request.leaveUnknown(reason));
      reopen();
      return;
    }
    publish.run();
  }

  private boolean written(WriteBatch batch) {
    try {
      store.write(commits.write(), batch);
      return true;
    } catch (RocksDBException | RuntimeException | Error e) {
      LOGGER.error("A write to the event log failed; it takes no events until it is reopened.", e);
      return false;
    }
  }

  private Runnable prepare(List<Waiting> group, Store open, WriteBatch batch)
      throws RocksDBException {
    if (group.getFirst() instanceof Waiting.ChoreCall call) {
      boolean more = call.chore().prepare(open, batch);
      return () -> {
        call.chore().publish();
        call.answer().complete(more);
      };
    }
    TenantPrefixes prefixes = new TenantPrefixes();
    KnownIds ids = KnownIds.lookUp(appends(group), open, prefixes);
    OpenGroup opened = new OpenGroup(bounds, open.incarnation(), clock.stamp());
    appends(group).forEach(append -> opened.take(append, ids));
    List<Waiting.BarrierCall> barriers =
        group.stream()
            .filter(Waiting.BarrierCall.class::isInstance)
            .map(Waiting.BarrierCall.class::cast)
            .toList();
    barriers.forEach(opened::take);
    if (!barriers.isEmpty()) {
      clock.passBarrier();
    }
    opened.write(open, batch, writer, prefixes);
    if (!barriers.isEmpty() || !opened.isEmpty()) {
      batch.put(open.meta, Keys.TIME, clock.toStore().bytes());
    }
    return opened::publish;
  }

  private static List<Waiting.Append> appends(List<Waiting> group) {
    return group.stream()
        .filter(Waiting.Append.class::isInstance)
        .map(Waiting.Append.class::cast)
        .toList();
  }

  /** Tries at once, then after growing pauses, until it works or the log is closed. */
  private void reopen() {
    Duration pause = commits.firstPause();
    while (!reopened()) {
      if (queue.closedWithin(pause)) {
        return;
      }
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
    LOGGER.info("The event log is open again.");
    queue.accept();
  }

  private boolean reopened() {
    try {
      store.replace(commits.opener(), bounds::reload);
      return true;
    } catch (LogDamagedException e) {
      LOGGER.error("The event log stays closed.", e);
      queue.refuse(new Refused(String.valueOf(e.getMessage()), LONGEST_PAUSE));
      return false;
    } catch (RuntimeException | Error e) {
      LOGGER.warn("The event log cannot be opened yet.", e);
      return false;
    }
  }
}
