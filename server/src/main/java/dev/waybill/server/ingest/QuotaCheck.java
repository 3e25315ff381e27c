package dev.waybill.server.ingest;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventLine;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.Rejection;
import dev.waybill.event.RejectionCode;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves out the events of tenants whose storage is full. */
final class QuotaCheck {
  /** Room comes when retention removes events, every hour, or when the operator raises a quota. */
  private static final String RETRY_AFTER_SECONDS = "300";

  private QuotaCheck() {}

  /**
   * The same, with the events of tenants without room for them among the rejections.
   *
   * @throws ProblemException if that leaves no event
   */
  static ReadOutcome.ParsedBody of(ReadOutcome.ParsedBody parsed, StorageQuotas quotas) {
    Set<TenantId> full = full(parsed.batch(), quotas);
    if (full.isEmpty()) {
      return parsed;
    }
    EventBatch rest = parsed.batch().without(full);
    if (rest.lines().isEmpty()) {
      throw exceeded();
    }
    return new ReadOutcome.ParsedBody(rest, rejections(parsed, full));
  }

  private static Set<TenantId> full(EventBatch batch, StorageQuotas quotas) {
    Set<TenantId> full = new HashSet<>();
    bytes(batch)
        .forEach(
            (tenant, bytes) -> {
              if (!quotas.hasRoom(tenant, bytes)) {
                full.add(tenant);
              }
            });
    return full;
  }

  /** What each tenant's events take in the log; neighbours are mostly of one tenant. */
  private static Map<TenantId, Long> bytes(EventBatch batch) {
    Map<TenantId, Long> sums = new HashMap<>();
    TenantId tenant = batch.lines().getFirst().tenant();
    long sum = 0;
    for (EventLine line : batch.lines()) {
      if (!line.tenant().equals(tenant)) {
        sums.merge(tenant, sum, Long::sum);
        tenant = line.tenant();
        sum = 0;
      }
      sum += line.length() + 1L;
    }
    sums.merge(tenant, sum, Long::sum);
    return sums;
  }

  private static List<Rejection> rejections(ReadOutcome.ParsedBody parsed, Set<TenantId> full) {
    var all = new ArrayList<>(parsed.rejections());
    for (EventLine line : parsed.batch().lines()) {
      if (full.contains(line.tenant())) {
        all.add(
            new Rejection(
                line.line(),
                RejectionCode.QUOTA_EXCEEDED,
                "The tenant's storage quota is used up: send the event again later."));
      }
    }
    all.sort(Comparator.comparingInt(Rejection::line));
    return all;
  }

  private static ProblemException exceeded() {
    return new ProblemException(
        new Problem(
                ProblemCode.QUOTA_EXCEEDED,
                "The tenant's storage quota is used up: nothing was taken, send the events again"
                    + " later.")
            .with("Retry-After", RETRY_AFTER_SECONDS));
  }
}
