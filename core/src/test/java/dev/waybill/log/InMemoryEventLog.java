package dev.waybill.log;

import static java.util.Comparator.naturalOrder;

import dev.waybill.event.Digest;
import dev.waybill.event.EventBatch;
import dev.waybill.event.EventLine;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An event log that holds everything in memory. What it holds outlives {@link #close}, as if it
 * were on disk. Events are taken under one lock; readers see what was published after it.
 */
public final class InMemoryEventLog implements EventLog {
  private final TimeSource time;
  private final Map<TenantId, InMemoryTenant> tenants = new ConcurrentHashMap<>();
  private volatile Runnable beforeCommit = () -> {};
  private volatile Optional<String> refusal = Optional.empty();
  private volatile Optional<String> distrust = Optional.empty();
  private int incarnation;
  private long floor;

  public InMemoryEventLog(TimeSource time) {
    this.time = time;
  }

  /** From now on withholds the time of deletion; {@link Optional#empty} trusts the clock again. */
  public void distrustClock(Optional<String> reason) {
    distrust = reason;
  }

  /** From now on gives positions of that incarnation, as after a restore. */
  public synchronized void beginIncarnation(int next) {
    if (next <= incarnation) {
      throw new IllegalArgumentException(next + " does not follow incarnation " + incarnation);
    }
    incarnation = next;
  }

  /** Runs between the assignment of positions and their publication. */
  public void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  /** From now on takes no writes, for that reason; {@link Optional#empty} takes them again. */
  public void refuse(Optional<String> reason) {
    refusal = reason;
  }

  @Override
  public synchronized AppendOutcome append(EventBatch batch, ConflictPolicy onConflict) {
    Optional<String> refused = refusal;
    if (refused.isPresent()) {
      return new AppendOutcome.Refused(refused.get(), Duration.ofSeconds(1));
    }
    Map<TenantId, Map<Digest, Digest>> newIds = new HashMap<>();
    Map<TenantId, List<EventLine>> taken = new HashMap<>();
    List<Integer> conflicts = new ArrayList<>();
    int duplicates = 0;
    for (int i = 0; i < batch.lines().size(); i++) {
      EventLine line = batch.lines().get(i);
      Map<Digest, Digest> ids = newIds.computeIfAbsent(line.tenant(), t -> new HashMap<>());
      Optional<Digest> known =
          tenant(line.tenant())
              .contentOf(line.id())
              .or(() -> Optional.ofNullable(ids.get(line.id())));
      if (known.isEmpty()) {
        ids.put(line.id(), line.content());
        taken.computeIfAbsent(line.tenant(), t -> new ArrayList<>()).add(line);
      } else if (known.get().equals(line.content())) {
        duplicates++;
      } else {
        conflicts.add(i);
      }
    }
    if (onConflict == ConflictPolicy.REJECT_BATCH && !conflicts.isEmpty()) {
      return new AppendOutcome.Appended(0, duplicates, conflicts, Optional.empty());
    }
    long receivedTime = stamp();
    batch.stamp(receivedTime);
    Map<TenantId, InMemoryBlock> blocks = new HashMap<>();
    taken.forEach(
        (tenant, lines) ->
            blocks.put(
                tenant,
                new InMemoryBlock(
                    tenant(tenant).next(incarnation), receivedTime, List.copyOf(lines), batch)));
    beforeCommit.run();
    blocks.forEach((tenant, block) -> tenant(tenant).publish(block));
    return new AppendOutcome.Appended(
        taken.values().stream().mapToInt(List::size).sum(),
        duplicates,
        conflicts,
        lastPosition(batch, blocks));
  }

  private static Optional<Position> lastPosition(
      EventBatch batch, Map<TenantId, InMemoryBlock> blocks) {
    boolean oneTenant = batch.lines().stream().map(EventLine::tenant).distinct().count() == 1;
    return oneTenant
        ? blocks.values().stream().findFirst().map(block -> block.end().plus(-1))
        : Optional.empty();
  }

  private long stamp() {
    floor = Math.max(floor, time.now().toEpochMilli());
    return floor;
  }

  private InMemoryTenant tenant(TenantId tenant) {
    return tenants.computeIfAbsent(tenant, id -> new InMemoryTenant());
  }

  @Override
  public Position start(TenantId tenant) {
    return tenant(tenant).start();
  }

  @Override
  public Position end(TenantId tenant) {
    return tenant(tenant).end();
  }

  @Override
  public long given(TenantId tenant, Range range) {
    return tenant(tenant).given(range);
  }

  @Override
  public long bytes(TenantId tenant) {
    return tenant(tenant).bytes();
  }

  @Override
  public synchronized Barrier barrier(TenantId tenant) {
    Optional<String> refused = refusal;
    if (refused.isPresent()) {
      throw new LogUnavailableException(refused.get());
    }
    long receivedTime = stamp();
    floor = receivedTime + 1;
    return new Barrier(end(tenant), receivedTime);
  }

  @Override
  public Position positionAt(TenantId tenant, long receivedTime) {
    Position start = start(tenant);
    return tenant(tenant).blocks().stream()
        .filter(block -> block.receivedTime() >= receivedTime)
        .map(InMemoryBlock::first)
        .map(first -> first.compareTo(start) < 0 ? start : first)
        .min(naturalOrder())
        .orElseGet(() -> end(tenant));
  }

  @Override
  public void scan(List<TenantRange> ranges, BlockVisitor visitor) {
    for (TenantRange range : ranges) {
      for (InMemoryBlock block : tenant(range.tenant()).within(range.range())) {
        if (visitor.wants(block)) {
          visitor.visit(block);
        }
        if (visitor.done()) {
          return;
        }
      }
    }
  }

  @Override
  public DeletionTime deletionTime() {
    return distrust
        .<DeletionTime>map(DeletionTime.Withheld::new)
        .orElseGet(() -> new DeletionTime.Known(time.now()));
  }

  @Override
  public synchronized void trim(TenantId tenant, Position before) {
    tenant(tenant).trim(before);
  }

  @Override
  public synchronized void delete(TenantId tenant) {
    tenants.remove(tenant);
  }

  @Override
  public void close() {}
}
