package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.BlockIndex;
import dev.waybill.log.EventLog;
import dev.waybill.log.IndexVisitor;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Counts what backfills have to deliver, so that their progress can be told: reads the indexes of
 * what is left of a range, once, and adds what was delivered before.
 */
public final class BackfillCounter {
  private final EventLog log;
  private final Backfills backfills;
  private final EngineListener listener;
  private final SetAside<StreamId> uncountable;

  /**
   * @param listener hears of defects
   */
  public BackfillCounter(
      EventLog log, Backfills backfills, TimeSource time, EngineListener listener) {
    this.log = requireNonNull(log, "log is null");
    this.backfills = requireNonNull(backfills, "backfills is null");
    this.listener = new HarmlessListener(requireNonNull(listener, "listener is null"));
    this.uncountable = new SetAside<>(requireNonNull(time, "time is null"));
  }

  /**
   * Counts the oldest backfill of which the total is not known. One of which the counting fails is
   * passed over for a while.
   *
   * @param stopping asked before each block; once true, nothing is stored
   * @return whether there was one; then there may be another
   */
  public boolean countNext(BooleanSupplier stopping) {
    Optional<StreamId> next = uncountable.others(1, backfills::uncounted).stream().findFirst();
    next.ifPresent(id -> count(id, stopping));
    return next.isPresent() && !stopping.getAsBoolean();
  }

  private void count(StreamId id, BooleanSupplier stopping) {
    try {
      backfills.uncounted(id).ifPresent(found -> count(found, stopping));
    } catch (RuntimeException | Error e) { // progress without a total is no reason to stop anything
      uncountable.add(id);
      listener.defect("counting backfill " + id, e);
    }
  }

  private void count(PlannableBackfill found, BooleanSupplier stopping) {
    BackfillRequest request = found.backfill().request();
    Range left = new Range(found.stream().cursor(), request.range().to());
    Count count = new Count(request.settings(), stopping);
    if (!left.isEmpty()) {
      log.scan(List.of(new TenantRange(request.tenant(), left)), count);
    }
    if (!stopping.getAsBoolean()) {
      backfills.counted(found.backfill().id(), found.committed().plus(count.amount()));
    }
  }

  private static final class Count implements IndexVisitor {
    private final PinnedSettings settings;
    private final LineForm form;
    private final BooleanSupplier stopping;
    private long events;
    private long bytes;

    Count(PinnedSettings settings, BooleanSupplier stopping) {
      this.settings = settings;
      this.form = LineForm.of(settings.output());
      this.stopping = stopping;
    }

    @Override
    public void see(BlockIndex block) {
      for (int i = 0; i < block.size(); i++) {
        if (settings.selection().includes(block, i)) {
          events++;
          bytes += form.length(block.lineLength(i), block.kind(i));
        }
      }
    }

    @Override
    public boolean done() {
      return stopping.getAsBoolean();
    }

    Amount amount() {
      return new Amount(events, bytes);
    }
  }
}
