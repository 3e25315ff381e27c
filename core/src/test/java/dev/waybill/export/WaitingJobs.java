package dev.waybill.export;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a ledger shows to workers. */
final class WaitingJobs {
  private WaitingJobs() {}

  /** Of all kinds together, longest waiting first. */
  static List<JobId> of(
      ExportLedger ledger, Instant now, Instant leaseEndedBefore, Set<TenantId> except, int limit) {
    return Stream.of(WorkKind.values())
        .flatMap(kind -> ledger.runnable(kind, now, leaseEndedBefore, except, limit).stream())
        .sorted(Comparator.comparing(WaitingWork::since))
        .limit(limit)
        .map(each -> new JobId(each.id()))
        .toList();
  }

  static List<JobId> of(ExportLedger ledger, WorkKind kind, Instant now) {
    return ledger.runnable(kind, now, now, Set.of(), 10).stream()
        .map(each -> new JobId(each.id()))
        .toList();
  }
}
