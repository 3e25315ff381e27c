package dev.waybill.export;

import dev.waybill.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who is busy with what, within limits that leave workers to everyone: of each tenant; of fresh
 * jobs, which may be endless; of attempts after a failure, which may all stall; of backfills and
 * redeliveries. Safe for use by many threads.
 */
final class Crew {
  private final EngineSettings settings;
  private final Map<UUID, Assignment> busy = new LinkedHashMap<>();

  Crew(EngineSettings settings) {
    this.settings = settings;
  }

  synchronized int size() {
    return busy.size();
  }

  synchronized boolean hasRoom(WorkKind kind) {
    int workers = settings.workers();
    int half = Math.max(1, workers / 2);
    return busy.size() < workers
        && switch (kind) {
          case FRESH -> leavesSomeToRetries(workers);
          case RETRY -> count(is(kind)) < half && leavesSomeToFresh(workers);
          case EXTRA ->
              count(is(kind)) < half && leavesSomeToFresh(workers) && leavesSomeToRetries(workers);
        };
  }

  /** Even while the others are at their limits. */
  private boolean leavesSomeToFresh(int workers) {
    return count(is(WorkKind.FRESH).negate()) < Math.max(1, workers * 3 / 4);
  }

  /** After an outage those are all jobs of its exports. */
  private boolean leavesSomeToRetries(int workers) {
    return workers < 4 || count(is(WorkKind.RETRY).negate()) < workers - Math.max(1, workers / 8);
  }

  /** How many workers tenants keep busy: the different figures, ascending, from 0. */
  synchronized List<Integer> levels() {
    SortedSet<Integer> levels = new TreeSet<>(Set.of(0));
    busy.values().forEach(each -> levels.add(of(each.work().tenant())));
    return List.copyOf(levels);
  }

  /** Tenants that keep more workers busy than that, or as many with this kind as they may. */
  synchronized Set<TenantId> except(WorkKind kind, int level) {
    return busy.values().stream()
        .map(each -> each.work().tenant())
        .filter(tenant -> of(tenant) > level || isAtLimit(tenant, kind))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Takes it on, if it is not taken, and its tenant keeps no more workers busy than that. */
  synchronized boolean join(Assignment assignment, int level) {
    TenantId tenant = assignment.work().tenant();
    UUID id = assignment.work().id();
    if (busy.containsKey(id)
        || of(tenant) > level
        || isAtLimit(tenant, assignment.kind())
        || !hasRoom(assignment.kind())) {
      return false;
    }
    busy.put(id, assignment);
    return true;
  }

  synchronized void leave(UUID id) {
    Optional.ofNullable(busy.remove(id)).ifPresent(Assignment::end);
  }

  /** Whoever has the same work by now stays. */
  synchronized void leave(Assignment assignment) {
    busy.remove(assignment.work().id(), assignment);
    assignment.end();
  }

  synchronized Optional<Assignment> find(UUID id) {
    return Optional.ofNullable(busy.get(id));
  }

  synchronized List<Assignment> of(Set<ConfigurationId> configurations) {
    return busy.values().stream()
        .filter(each -> configurations.contains(each.work().configuration()))
        .toList();
  }

  synchronized List<Assignment> workingFor(TenantId tenant) {
    return busy.values().stream().filter(each -> each.work().tenant().equals(tenant)).toList();
  }

  private boolean isAtLimit(TenantId tenant, WorkKind kind) {
    Predicate<Assignment> its = each -> each.work().tenant().equals(tenant);
    int most = settings.workersPerTenant();
    return switch (kind) {
      case FRESH -> count(its.and(is(WorkKind.EXTRA).negate())) >= most;
      case RETRY ->
          count(its.and(is(WorkKind.EXTRA).negate())) >= most
              || count(its.and(is(WorkKind.RETRY))) >= Math.max(1, most / 2);
      case EXTRA -> count(its.and(is(WorkKind.EXTRA))) >= 1;
    };
  }

  private int of(TenantId tenant) {
    return count(each -> each.work().tenant().equals(tenant));
  }

  private int count(Predicate<Assignment> which) {
    return (int) busy.values().stream().filter(which).count();
  }

  private static Predicate<Assignment> is(WorkKind kind) {
    return each -> each.kind() == kind;
  }
}
