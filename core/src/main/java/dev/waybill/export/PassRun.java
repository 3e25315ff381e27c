package dev.waybill.export;

import dev.waybill.log.BlockIndex;
import dev.waybill.log.BlockVisitor;
import dev.waybill.log.EventBlock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the parts of one pass while the range goes by. */
final class PassRun implements BlockVisitor, AutoCloseable {
  private final PinnedSettings settings;
  private final Partitioning partitioning;
  private final Runnable pulse;
  private final Function<PlannedPart, OpenPart> opener;
  private final Consumer<OpenPart> finisher;
  private final PartitionTable<PartitionRun> partitions = new PartitionTable<>();
  private int left;

  /**
   * @param pulse called with every block
   * @param opener called before a part's first event
   * @param finisher called after a part's last event
   */
  PassRun(
      Pass pass,
      PinnedSettings settings,
      Runnable pulse,
      Function<PlannedPart, OpenPart> opener,
      Consumer<OpenPart> finisher) {
    this.settings = settings;
    this.partitioning = new Partitioning(settings.output().layout());
    this.pulse = pulse;
    this.opener = opener;
    this.finisher = finisher;
    for (PlannedPart part : pass.parts()) {
      partitions.findOrAdd(part.partition(), any -> new PartitionRun()).add(part);
    }
    this.left = pass.parts().size();
  }

  @Override
  public boolean wants(BlockIndex block) {
    pulse.run();
    for (int i = 0; i < block.size(); i++) {
      if (runOf(block, i) != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void visit(EventBlock block) {
    BlockIndex index = block.index();
    for (int i = 0; i < index.size(); i++) {
      PartitionRun run = runOf(index, i);
      if (run != null) {
        append(run, block, i);
      }
    }
  }

  /** Whether every part of the pass was found and finished. */
  @Override
  public boolean done() {
    return left == 0;
  }

  @Override
  public void close() {
    for (PartitionRun run : partitions.values()) {
      if (run.open != null) {
        run.open.close();
      }
    }
  }

  /** The part that an event belongs to is its run's present one; null if no part of this pass. */
  private @Nullable PartitionRun runOf(BlockIndex block, int index) {
    if (!settings.selection().includes(block, index)) {
      return null;
    }
    PartitionRun run = partitions.find(partitioning.partition(block, index));
    return run != null && run.holds(block.first().value() + index) ? run : null;
  }

  private void append(PartitionRun run, EventBlock block, int index) {
    OpenPart open = run.open;
    if (open == null) {
      open = opener.apply(run.part());
      run.open = open;
    }
    open.append(block, index);
    if (block.index().first().value() + index == open.part().last()) {
      finisher.accept(open);
      open.close();
      run.open = null;
      left--;
    }
  }
}
