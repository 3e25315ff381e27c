package dev.waybill.server.rocksdb;

import dev.waybill.event.EventBatch;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.Barrier;
import dev.waybill.log.BlockVisitor;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.DeletionTime;
import dev.waybill.log.EventLog;
import dev.waybill.log.LogDamagedException;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/**
 * The event log of one machine, in a folder of its own.
 *
 * <p>While the clock is {@link ClockState.Unconfirmed} appends are refused, and {@link #barrier},
 * {@link #trim} and {@link #delete} throw {@link LogUnavailableException}. So they are after a
 * failed write, until the log has reopened itself; reading goes on, but for the moment in which it
 * is open to nobody. While the disk has no more room than the reserve appends are refused; all else
 * goes on.
 */
public final class RocksEventLog implements EventLog {
  private static final Duration LOOK_FOR_GARBAGE = Duration.ofHours(1);

  /** Enough to rewrite everything if there is room; the next look goes on. */
  private static final int PASSES = 16;

  private final StoreFolder folder;
  private final OpenStore store;
  private final TimeSource time;
  private final TenantBounds bounds;
  private final ReceiptClock clock;
  private final WaitingQueue queue;
  private final Requests requests;
  private final Reclaimer reclaimer;
  private final DiskReserve reserve;
  private final LogThread committer;
  private final LogThread reclaiming;
  private final Checkpoints checkpoints;

  /**
   * Opens the log in that folder, and makes it first if there is none. A record of the write-ahead
   * log that a crash left unfinished at its end is dropped: it was never acknowledged.
   *
   * @throws LogDamagedException if anything else is wrong with the files; names the file
   * @throws StartRefusedException if it is in use, of another format, or cannot be reached
   */
  public static RocksEventLog open(Path folder, RocksLogOptions options, TimeSource time) {
    return open(folder, options, time, DiskSpace.of(folder));
  }

  /** With another idea of how much room the disk has. */
  static RocksEventLog open(Path folder, RocksLogOptions options, TimeSource time, DiskSpace disk) {
    StoreFolder files = new StoreFolder(folder, options);
    return new RocksEventLog(files, options, time, new Commits(files), disk);
  }

  /**
   * Lets the closed log in that folder give positions of another incarnation from now on: each
   * tenant's from its next event on. One synced write: after a crash it is begun or not, which
   * {@link #incarnation()} tells.
   *
   * @throws StartRefusedException if there is no log, the incarnation is not above the present one,
   *     or the log cannot be opened
   * @throws LogDamagedException if the files are damaged
   */
  public static void beginIncarnation(Path folder, int incarnation) {
    try (Store store = new StoreFolder(folder, RocksLogOptions.defaults()).openExisting()) {
      store.beginIncarnation(incarnation);
    } catch (RocksDBException e) {
      throw new LogDamagedException(
          "The event log "
              + folder
              + " cannot begin incarnation "
              + incarnation
              + ": "
              + e.getMessage()
              + ".",
          e);
    }
  }

  RocksEventLog(
      StoreFolder folder,
      RocksLogOptions options,
      TimeSource time,
      Commits commits,
      DiskSpace disk) {
    this.folder = folder;
    this.time = time;
    store = new OpenStore(commits.opener().get());
    bounds = new TenantBounds(store);
    checkpoints = new Checkpoints(store, folder.checkpoint());
    clock = new ReceiptClock(time, storedTime());
    queue = new WaitingQueue(options.waiting());
    reclaimer = new Reclaimer(store::compact, this::collectGarbage, bounds::of, LOOK_FOR_GARBAGE);
    reserve = new DiskReserve(folder.path(), disk, options.reserve(), time, reclaimer::hurry);
    requests = new Requests(clock, queue, reserve);
    committer =
        LogThread.start(
            "log-committer", new Committer(store, bounds, clock, queue, reserve, commits));
    reclaiming = LogThread.start("log-reclaimer", reclaimer);
  }

  private Optional<StoredTime> storedTime() {
    try {
      return store.read("its last time of receipt", Store::time);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public AppendOutcome append(EventBatch batch, ConflictPolicy onConflict) {
    return requests.append(batch, onConflict);
  }

  @Override
  public Position start(TenantId tenant) {
    return new Position(bounds.of(tenant).start());
  }

  @Override
  public Position end(TenantId tenant) {
    return new Position(bounds.of(tenant).end());
  }

  @Override
  public long given(TenantId tenant, Range range) {
    return bounds.of(tenant).given(range);
  }

  @Override
  public long bytes(TenantId tenant) {
    return bounds.of(tenant).bytes();
  }

  @Override
  public Barrier barrier(TenantId tenant) {
    return requests.barrier(tenant);
  }

  @Override
  public Position positionAt(TenantId tenant, long receivedTime) {
    Bounds held = bounds.of(tenant);
    byte[] prefix = Keys.tenant(tenant);
    return new Position(
        store.read(
            "the times of receipt of tenant " + tenant,
            open -> TimeSearch.firstAtOrAfter(open, prefix, held, receivedTime)));
  }

  @Override
  public void scan(List<TenantRange> ranges, BlockVisitor visitor) {
    new Scan(store, bounds, visitor).run(ranges);
  }

  @Override
  public DeletionTime deletionTime() {
    return clock.deletionTime();
  }

  @Override
  public void trim(TenantId tenant, Position before) {
    Trim trim = new Trim(tenant, before.value(), bounds);
    requests.finish(trim);
    reclaim(tenant, trim.removed());
  }

  @Override
  public void delete(TenantId tenant) {
    long held = bytes(tenant);
    requests.finish(new Deletion(tenant, bounds));
    reclaim(tenant, held);
  }

  private void reclaim(TenantId tenant, long bytes) {
    if (bytes > 0) {
      reclaimer.removed(tenant, bytes);
    }
    if (reserve.known().isPresent()) {
      reclaimer.hurry();
    }
  }

  /** A part at a time: a reopening need not wait for all. */
  private void collectGarbage() {
    int passes = 0;
    while (passes < PASSES && store.collectGarbage(time.now(), reserve.room())) {
      passes++;
    }
  }

  /**
   * Copies the log as it is, while it goes on taking events; waits until an earlier checkpoint is
   * closed. The copy is a log of its own that opens like this one, and holds all that was
   * acknowledged before the call, perhaps more. It takes hardly any space at first, since files
   * that never change are links, and is to be moved to where it belongs. What a crash leaves is
   * removed when the log is opened.
   *
   * @throws LogUnavailableException if the log is not open
   * @throws UncheckedIOException if the copy cannot be written
   */
  public LogCheckpoint checkpoint() {
    Cut cut = new Cut(clock);
    requests.run(cut);
    return checkpoints.make(cut.last());
  }

  /** In which incarnation positions are given; 0 unless the log was restored from a backup. */
  public int incarnation() {
    return store.read("its incarnation", Store::incarnation);
  }

  /** Bytes of its disk with less than which it takes no events. */
  public long reserve() throws IOException {
    return reserve.kept();
  }

  /** What the log thinks of the wall clock, for health. */
  public ClockState clockState() {
    return clock.state();
  }

  /**
   * The operator says that the wall clock is right. If it is before the last stored time, events
   * are stamped with that until the clock has caught up.
   */
  public void confirmClock() {
    clock.confirm();
  }

  public LogStatistics statistics() {
    return new LogStatistics(folder.size(), queue.requests(), queue.bytes(), requests.refusal());
  }

  /** Takes nothing more, finishes what waits, and closes the files. Twice is as good as once. */
  @Override
  public void close() {
    queue.close();
    reclaimer.close();
    committer.join(); // the store must not be closed under it
    store.close();
    reclaiming.join();
  }
}
