package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;

/**
 * What the operator set for one tenant. What is empty is as the server's settings have it.
 *
 * @param retentionDays for how many days after their receipt events are kept
 * @param hardLimitDays after how many days events are removed, though an export has not delivered
 *     them
 * @param storageBytes how many bytes the tenant's events may take in the log
 * @param ingest how fast they may come
 * @param counts how much else the tenant may have
 */
public record TenantQuotas(
    Optional<Integer> retentionDays,
    Optional<Integer> hardLimitDays,
    Optional<Long> storageBytes,
    IngestRate ingest,
    CountQuotas counts) {
  public static final TenantQuotas NONE =
      new TenantQuotas(Optional.empty(), Optional.empty(), Optional.empty());

  /** A hundred years. */
  public static final int MOST_DAYS = 36_500;

  public TenantQuotas {
    requireNonNull(retentionDays, "retentionDays is null");
    requireNonNull(hardLimitDays, "hardLimitDays is null");
    requireNonNull(storageBytes, "storageBytes is null");
    requireNonNull(ingest, "ingest is null");
    requireNonNull(counts, "counts is null");
    requireDays("retentionDays", retentionDays);
    requireDays("hardLimitDays", hardLimitDays);
    if (storageBytes.filter(bytes -> bytes < 1).isPresent()) {
      throw new InvalidInput(
          "storageQuotaBytes",
          "storageQuotaBytes is at least 1: suspend the tenant to take no events at all.");
    }
  }

  /** Those of what is kept; everything else is as the settings have it. */
  public TenantQuotas(
      Optional<Integer> retentionDays,
      Optional<Integer> hardLimitDays,
      Optional<Long> storageBytes) {
    this(retentionDays, hardLimitDays, storageBytes, IngestRate.NONE, CountQuotas.NONE);
  }

  private static void requireDays(String field, Optional<Integer> days) {
    if (days.filter(count -> count < 1 || count > MOST_DAYS).isPresent()) {
      throw new InvalidInput(field, field + " lies between 1 and " + MOST_DAYS + ".");
    }
  }
}
