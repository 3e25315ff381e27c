package dev.waybill.export;

import dev.waybill.log.Barrier;
import dev.waybill.log.BlockIndex;
import dev.waybill.log.EventLog;
import dev.waybill.log.IndexVisitor;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Finds where a job ends that would otherwise cover too much of the log. It ends before a block,
 * and where it can before one whose time of receipt is later than that of the block before, so that
 * "everything received through" then is exactly what the job holds. A run of one time of receipt
 * longer than a whole job (the clock stood still) is cut in the middle.
 */
final class JobCut implements IndexVisitor {

  /**
   * Where a job ends.
   *
   * @param through everything received up to this time is below {@code to}
   */
  record End(Position to, long through) {

    /** Of a job that need not be cut: times of receipt never decrease along a stream. */
    static End at(Barrier barrier, Stream stream) {
      return new End(
          barrier.position(), Math.max(barrier.receivedTime(), stream.receivedThrough()));
    }
  }

  private final EngineSettings settings;
  private final long receivedFrom;
  private final Partitioning partitioning;
  private final PartitionTable<Long> partitions = new PartitionTable<>();
  private Optional<End> lastGoodEnd = Optional.empty();
  private Optional<End> cut = Optional.empty();
  private long bytes;
  private long lastReceived = Long.MIN_VALUE;

  private JobCut(EngineSettings settings, Layout layout, long receivedFrom) {
    this.settings = settings;
    this.receivedFrom = receivedFrom;
    this.partitioning = new Partitioning(layout);
  }

  /** Where the job from the stream's cursor must end before the barrier; empty if it need not. */
  static Optional<End> find(
      EventLog log,
      TenantId tenant,
      Stream stream,
      Layout layout,
      Barrier barrier,
      EngineSettings settings) {
    Range range = new Range(stream.cursor(), barrier.position());
    if (range.isEmpty()) {
      return Optional.empty();
    }
    JobCut search = new JobCut(settings, layout, stream.receivedThrough());
    log.scan(List.of(new TenantRange(tenant, range)), search);
    return search.cut;
  }

  @Override
  public void see(BlockIndex block) {
    boolean first = lastReceived == Long.MIN_VALUE;
    Optional<End> before = first ? Optional.empty() : endBefore(block);
    if (block.receivedTime() > lastReceived) {
      lastGoodEnd = before.or(() -> lastGoodEnd);
    }
    count(block);
    if (bytes > settings.jobBytes() || partitions.size() > settings.jobPartitions()) {
      cut = lastGoodEnd.or(() -> before);
    }
    lastReceived = block.receivedTime();
  }

  @Override
  public boolean done() {
    return cut.isPresent();
  }

  private Optional<End> endBefore(BlockIndex block) {
    long through = block.receivedTime() - 1;
    return through < receivedFrom ? Optional.empty() : Optional.of(new End(block.first(), through));
  }

  private void count(BlockIndex block) {
    for (int i = 0; i < block.size(); i++) {
      bytes += block.lineLength(i) + 1;
      partitions.findOrAdd(partitioning.partition(block, i), partition -> partition);
    }
  }
}
