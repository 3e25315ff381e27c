package dev.waybill.export;

import dev.waybill.log.BlockIndex;
import dev.waybill.log.EventLog;
import dev.waybill.log.IndexVisitor;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The objects of a job, known before the first of them is put: their names, events and bytes follow
 * from the range and the pinned settings alone.
 *
 * @param parts by ascending key
 * @param suppressed events that the selection leaves out
 */
record Survey(List<PlannedPart> parts, long suppressed) {

  Survey {
    parts = List.copyOf(parts);
  }

  long events() {
    return parts.stream().mapToLong(PlannedPart::events).sum();
  }

  /** All events that were read. */
  long read() {
    return events() + suppressed;
  }

  /**
   * Reads the indexes of the range once; what the log does not hold of it is passed over.
   *
   * @param range the job's, or what is held of it
   * @param pulse called with every block
   */
  static Survey of(
      EventLog log, ExportJob job, Range range, PinnedSettings settings, Runnable pulse) {
    Counter counter = new Counter(job, settings, pulse);
    if (!range.isEmpty()) {
      log.scan(List.of(new TenantRange(job.tenant(), range)), counter);
    }
    return counter.survey();
  }

  private static final class Counter implements IndexVisitor {
    private final PinnedSettings settings;
    private final Runnable pulse;
    private final Partitioning partitioning;
    private final LineForm form;
    private final LongFunction<PartCounter> newPartition;
    private final PartitionTable<PartCounter> partitions = new PartitionTable<>();
    private final List<PlannedPart> parts = new ArrayList<>();
    private long suppressed;

    Counter(ExportJob job, PinnedSettings settings, Runnable pulse) {
      this.settings = settings;
      this.pulse = pulse;
      this.partitioning = new Partitioning(settings.output().layout());
      this.form = LineForm.of(settings.output());
      ObjectNames names = new ObjectNames(job.stream(), job.sequence(), settings.output());
      this.newPartition =
          partition -> new PartCounter(partition, settings.partBytes(), names, parts::add);
    }

    @Override
    public void see(BlockIndex block) {
      pulse.run();
      for (int i = 0; i < block.size(); i++) {
        if (settings.selection().includes(block, i)) {
          partitions
              .findOrAdd(partitioning.partition(block, i), newPartition)
              .add(form.length(block.lineLength(i), block.kind(i)), block.first().value() + i);
        } else {
          suppressed++;
        }
      }
    }

    Survey survey() {
      partitions.values().forEach(PartCounter::endPart);
      parts.sort(Comparator.comparing(PlannedPart::key));
      return new Survey(parts, suppressed);
    }
  }
}
