package dev.waybill.server.rocksdb;

import dev.waybill.event.EventLine;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.Barrier;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The appends and barriers of one commit: decides, numbers, stamps, and answers when durable. */
final class OpenGroup {
  private final TenantBounds bounds;
  private final int incarnation;
  private final long receivedTime;
  private final Map<TenantId, List<Taken>> taken = new LinkedHashMap<>();
  private final Map<TenantId, Bounds> before = new HashMap<>();
  private final Map<TenantId, Bounds> after = new LinkedHashMap<>();
  private final List<Runnable> answers = new ArrayList<>();

  OpenGroup(TenantBounds bounds, int incarnation, long receivedTime) {
    this.bounds = bounds;
    this.incarnation = incarnation;
    this.receivedTime = receivedTime;
  }

  void take(Waiting.Append append, KnownIds ids) {
    Decision decision = Decision.of(append.batch(), append.onConflict(), ids);
    if (!decision.taken().isEmpty()) {
      append.batch().stamp(receivedTime);
    }
    long last = -1;
    for (EventLine line : decision.taken()) {
      last = number(new Taken(append.batch(), line));
    }
    Optional<Position> position =
        last < 0 || hasSeveralTenants(append) ? Optional.empty() : Optional.of(new Position(last));
    AppendOutcome outcome =
        new AppendOutcome.Appended(
            decision.taken().size(), decision.duplicates(), decision.conflicts(), position);
    answers.add(() -> append.answer().complete(outcome));
  }

  private long number(Taken event) {
    TenantId tenant = event.line().tenant();
    List<Taken> events = taken.computeIfAbsent(tenant, id -> new ArrayList<>());
    events.add(event);
    return first(tenant) + events.size() - 1;
  }

  private long first(TenantId tenant) {
    return before(tenant).next(incarnation);
  }

  private Bounds before(TenantId tenant) {
    return before.computeIfAbsent(tenant, bounds::of);
  }

  private static boolean hasSeveralTenants(Waiting.Append append) {
    TenantId first = append.batch().lines().getFirst().tenant();
    return append.batch().lines().stream().anyMatch(line -> !line.tenant().equals(first));
  }

  /** After all appends: a barrier has the whole group before it. */
  void take(Waiting.BarrierCall call) {
    TenantId tenant = call.tenant();
    List<Taken> events = taken.get(tenant);
    long end = events == null ? before(tenant).end() : first(tenant) + events.size();
    Barrier barrier = new Barrier(new Position(end), receivedTime);
    answers.add(() -> call.answer().complete(barrier));
  }

  boolean isEmpty() {
    return taken.isEmpty();
  }

  void write(Store store, WriteBatch batch, BlockWriter writer, TenantPrefixes prefixes)
      throws RocksDBException {
    for (Map.Entry<TenantId, List<Taken>> entry : taken.entrySet()) {
      TenantId tenant = entry.getKey();
      List<Taken> events = entry.getValue();
      byte[] prefix = prefixes.of(tenant);
      long first = first(tenant);
      writer.write(store, batch, prefix, first, events, receivedTime);
      long bytes = events.stream().mapToLong(Taken::bytes).sum();
      Bounds durable = before(tenant).appended(first, events.size(), bytes);
      batch.put(store.meta, Keys.bounds(prefix), durable.stored());
      after.put(tenant, durable);
    }
  }

  /** Shows what is durable now, then answers. */
  void publish() {
    after.forEach(bounds::publish);
    answers.forEach(Runnable::run);
  }
}
