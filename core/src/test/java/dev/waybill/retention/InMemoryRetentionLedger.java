package dev.waybill.retention;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A control plane that lives as long as the test; one lock makes every method a transaction. */
public final class InMemoryRetentionLedger implements RetentionLedger {
  private final Map<TenantId, Row> tenants = new TreeMap<>();
  private final List<Instant> finishedJobs = new ArrayList<>();
  private final List<Instant> finishedRedeliveries = new ArrayList<>();
  private final List<Instant> deliveredHours = new ArrayList<>();
  private final Map<ConfigurationId, TenantId> told = new HashMap<>();
  private final List<ConfigurationId> warnings = new ArrayList<>();

  private static final class Row {
    private Tenant tenant;
    private Position retainedFrom = Position.ZERO;
    private final Map<ConfigurationId, List<Position>> holds = new LinkedHashMap<>();

    Row(Tenant tenant) {
      this.tenant = tenant;
    }
  }

  /** Adds the tenant, or changes it. */
  public synchronized void put(Tenant tenant) {
    tenants.computeIfAbsent(tenant.id(), any -> new Row(tenant)).tenant = tenant;
  }

  public synchronized void remove(TenantId tenant) {
    tenants.remove(tenant);
  }

  /** Adds an export that holds from there on. */
  public synchronized ConfigurationId addExport(TenantId tenant, Position cursor) {
    ConfigurationId id = new ConfigurationId(UUID.randomUUID());
    row(tenant).holds.put(id, new ArrayList<>(List.of(cursor)));
    return id;
  }

  /** The export has come to deliver up to there. */
  public synchronized void move(TenantId tenant, ConfigurationId export, Position cursor) {
    row(tenant).holds.put(export, new ArrayList<>(List.of(cursor)));
  }

  /** Only its regular stream holds any more. */
  synchronized void end(ConfigurationId export) {
    List<Position> holds = holdsOf(export);
    holds.subList(1, holds.size()).clear();
  }

  public synchronized void delete(TenantId tenant, ConfigurationId export) {
    row(tenant).holds.remove(export);
  }

  /** Something of the export holds from there on, until it releases. */
  synchronized void hold(ConfigurationId export, Position position) {
    holdsOf(export).add(position);
  }

  synchronized void release(ConfigurationId export, Position position) {
    holdsOf(export).remove(position);
  }

  synchronized void addFinishedJob(Instant finished) {
    finishedJobs.add(finished);
  }

  synchronized void addFinishedRedelivery(Instant finished) {
    finishedRedeliveries.add(finished);
  }

  synchronized void addDeliveredHour(Instant hour) {
    deliveredHours.add(hour);
  }

  synchronized List<Instant> deliveredHours() {
    return List.copyOf(deliveredHours);
  }

  synchronized int finishedJobs() {
    return finishedJobs.size();
  }

  public synchronized Position retainedFrom(TenantId tenant) {
    return row(tenant).retainedFrom;
  }

  @Override
  public synchronized List<TenantId> tenants(Optional<TenantId> after, int limit) {
    return tenants.keySet().stream()
        .filter(tenant -> after.isEmpty() || tenant.compareTo(after.get()) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Tenant> tenant(TenantId id) {
    return Optional.ofNullable(tenants.get(id)).map(row -> row.tenant);
  }

  @Override
  public synchronized Optional<RetentionMark> mark(Tenant tenant, Position wanted, Position limit) {
    Row row = tenants.get(tenant.id());
    if (row == null
        || !row.tenant.createdAt().equals(tenant.createdAt())
        || !row.tenant.quotas().equals(tenant.quotas())) {
      return Optional.empty();
    }
    Comparator<Position> order = Comparator.naturalOrder();
    Position hold = row.holds.values().stream().flatMap(List::stream).min(order).orElse(wanted);
    Position kept = order.compare(wanted, hold) < 0 ? wanted : hold;
    for (Position mark : List.of(kept, limit)) {
      row.retainedFrom = order.compare(row.retainedFrom, mark) < 0 ? mark : row.retainedFrom;
    }
    return Optional.of(new RetentionMark(row.retainedFrom, lagging(tenant.id(), row.retainedFrom)));
  }

  @Override
  public synchronized List<Lagging> lagging(TenantId tenant, Position position) {
    return row(tenant).holds.entrySet().stream()
        .map(
            export ->
                new Lagging(
                    export.getKey(),
                    export.getValue().stream().min(Comparator.naturalOrder()).orElseThrow()))
        .filter(export -> export.cursor().compareTo(position) < 0)
        .sorted(Comparator.comparing(Lagging::cursor))
        .toList();
  }

  @Override
  public Optional<Position> held(TenantId tenant, ConfigurationId configuration) {
    return lagging(tenant, new Position(Long.MAX_VALUE)).stream()
        .filter(export -> export.configuration().equals(configuration))
        .map(Lagging::cursor)
        .findFirst();
  }

  @Override
  public synchronized void atRisk(
      TenantId tenant, ConfigurationId configuration, Instant expiresAt) {
    if (told.put(configuration, tenant) == null) {
      warnings.add(configuration);
    }
  }

  @Override
  public synchronized void safeExcept(Set<ConfigurationId> atRisk, Set<TenantId> unjudged) {
    told.entrySet()
        .removeIf(
            entry -> !atRisk.contains(entry.getKey()) && !unjudged.contains(entry.getValue()));
  }

  /** Of which exports tenants were told that they are at risk, each time. */
  synchronized List<ConfigurationId> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public synchronized Pruned prune(Instant finishedBefore, int limit) {
    int jobs = prune(finishedJobs, finishedBefore, limit);
    int redeliveries = prune(finishedRedeliveries, finishedBefore, limit);
    return new Pruned(jobs, redeliveries, jobs == limit || redeliveries == limit);
  }

  @Override
  public synchronized boolean pruneDeliveredHours(Instant before, int limit) {
    return prune(deliveredHours, before, limit) == limit;
  }

  private static int prune(List<Instant> finished, Instant before, int limit) {
    List<Instant> old =
        finished.stream().filter(time -> time.isBefore(before)).limit(limit).toList();
    old.forEach(finished::remove);
    return old.size();
  }

  private Row row(TenantId tenant) {
    return Objects.requireNonNull(tenants.get(tenant), "no such tenant");
  }

  private List<Position> holdsOf(ConfigurationId export) {
    return tenants.values().stream()
        .map(row -> row.holds.get(export))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}
