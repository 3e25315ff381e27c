package dev.waybill.export;

import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what workers do next: regular jobs before backfills and redeliveries, fresh ones before
 * those that failed; of one kind first that of the tenant which keeps the fewest workers busy, then
 * what waits longest.
 */
final class Dispatch {
  private static final int AT_ONCE = 100;

  private final Crew crew;
  private final Map<WorkKind, List<Work>> sources;

  Dispatch(Crew crew, Map<WorkKind, List<Work>> sources) {
    this.crew = crew;
    this.sources = Map.copyOf(sources);
  }

  /** Assigns what waits to so many workers at most. */
  List<Assignment> next(int most) {
    List<Assignment> assigned = new ArrayList<>();
    try {
      for (WorkKind kind : WorkKind.values()) {
        List<Assignment> round;
        do {
          round = round(kind, most - assigned.size());
          assigned.addAll(round);
        } while (!round.isEmpty());
      }
      return assigned;
    } catch (RuntimeException | Error e) {
      assigned.forEach(each -> crew.leave(each.work().id()));
      throw e;
    }
  }

  /** At most one of each tenant, of those tenants that keep the fewest workers busy. */
  private List<Assignment> round(WorkKind kind, int most) {
    if (most == 0 || !crew.hasRoom(kind)) {
      return List.of();
    }
    Set<Set<TenantId>> asked = new HashSet<>();
    for (int level : crew.levels()) {
      Set<TenantId> except = crew.except(kind, level);
      if (asked.add(except)) {
        List<Assignment> joined =
            candidates(kind, except).stream()
                .filter(candidate -> crew.join(candidate, level))
                .limit(most)
                .toList();
        if (!joined.isEmpty()) {
          return joined;
        }
      }
    }
    return List.of();
  }

  private List<Assignment> candidates(WorkKind kind, Set<TenantId> except) {
    int limit = AT_ONCE + crew.size(); // what is assigned may not be claimed yet
    return sources.getOrDefault(kind, List.of()).stream()
        .flatMap(
            source ->
                source.waiting(kind, except, limit).stream()
                    .map(work -> new Assignment(work, kind, source)))
        .sorted(Comparator.comparing(candidate -> candidate.work().since()))
        .toList();
  }
}
