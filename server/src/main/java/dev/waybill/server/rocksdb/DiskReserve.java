package dev.waybill.server.rocksdb;

import dev.waybill.log.AppendOutcome.Refused;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps room on the disk for the control plane, deletion and compaction: while less is left, no
 * event is taken. Once refused, events are taken again when a quarter more than the reserve is
 * left, lest it change with every event. Safe for use by many threads.
 *
 * <p>A file system that does not tell its room stops nothing: a write that finds it full fails.
 */
final class DiskReserve {
  private static final Logger LOGGER = LoggerFactory.getLogger(DiskReserve.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final long LARGEST_SHARE = 20;
  private static final long MIB = 1024L * 1024;

  private final Path folder;
  private final DiskSpace disk;
  private final long reserve;
  private final TimeSource time;
  private final Runnable whenLow;
  private long lookedAt;
  private volatile Optional<Refused> refusal = Optional.empty();

  /**
   * @param reserve bytes; of a small disk a twentieth is kept if that is less
   * @param whenLow called when events begin to be refused
   */
  DiskReserve(Path folder, DiskSpace disk, long reserve, TimeSource time, Runnable whenLow) {
    this.folder = folder;
    this.disk = disk;
    this.reserve = reserve;
    this.time = time;
    this.whenLow = whenLow;
  }

  /** Looks at the disk; present if no event is to be taken. */
  synchronized Optional<Refused> look() {
    lookedAt = time.monotonicNanos();
    boolean wasLow = refusal.isPresent();
    refusal = judged(wasLow);
    if (refusal.isPresent() && !wasLow) {
      LOGGER.error("{}", refusal.get().reason());
      whenLow.run();
    } else if (refusal.isEmpty() && wasLow) {
      LOGGER.info("The disk of the event log {} has room again.", folder);
    }
    return refusal;
  }

  /** As of the last look, if that found enough; else of one that is at most a second old. */
  Optional<Refused> known() {
    return refusal.isEmpty() ? refusal : lookIfOld();
  }

  private synchronized Optional<Refused> lookIfOld() {
    boolean old = time.monotonicNanos() - lookedAt >= LOOK_AGAIN.toNanos();
    return old ? look() : refusal;
  }

  /** Bytes that are to be left. */
  long kept() throws IOException {
    return Math.min(reserve, disk.total() / LARGEST_SHARE);
  }

  /** As of a look now. */
  Room room() {
    boolean low = look().isPresent();
    try {
      return new Room(disk.usable(), low);
    } catch (IOException e) {
      return new Room(Long.MAX_VALUE, low); // which the look has told
    }
  }

  private Optional<Refused> judged(boolean wasLow) {
    try {
      long kept = kept();
      long usable = disk.usable();
      boolean low = usable < (wasLow ? kept + kept / 4 : kept);
      return low ? Optional.of(refusal(usable, kept)) : Optional.empty();
    } catch (IOException e) {
      LOGGER.warn(
          "The room on the disk of the event log {} is not known: {}", folder, e.toString());
      return Optional.empty();
    }
  }

  private Refused refusal(long usable, long kept) {
    return new Refused(
        "The disk of "
            + folder
            + " has "
            + usable / MIB
            + " MiB left, of which "
            + kept / MIB
            + " MiB are kept for deletion and the control plane; no event is taken. Free or add"
            + " space, or keep events for a shorter time.",
        RETRY_AFTER);
  }
}
