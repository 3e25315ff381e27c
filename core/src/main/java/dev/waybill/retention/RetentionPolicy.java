package dev.waybill.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.TenantQuotas;
import java.time.Duration;
import java.time.Instant;

/**
 * How long events are kept, from their receipt.
 *
 * @param keep events at least as old are removed, unless an export still has to deliver them
 * @param hardLimit events at least as old are removed even then; not shorter than {@code keep}
 */
public record RetentionPolicy(Duration keep, Duration hardLimit) {
  public static final RetentionPolicy DEFAULT =
      new RetentionPolicy(Duration.ofDays(30), Duration.ofDays(90));

  public RetentionPolicy {
    requireNonNull(keep, "keep is null");
    requireNonNull(hardLimit, "hardLimit is null");
    if (keep.isNegative() || keep.isZero()) {
      throw new InvalidInput("events", "is longer than nothing");
    }
    if (hardLimit.compareTo(keep) < 0) {
      throw new InvalidInput("hard-limit", "is not shorter than the time events are kept");
    }
  }

  /** Whether a tenant may have these: its hard limit must not be shorter than its retention. */
  public boolean allows(TenantQuotas quotas) {
    return hardLimit(quotas).compareTo(keep(quotas)) >= 0;
  }

  /** Whether a tenant with these keeps everything for at least as long as one without any. */
  public boolean keepsNoLessWith(TenantQuotas quotas) {
    return keep(quotas).compareTo(keep) >= 0 && hardLimit(quotas).compareTo(hardLimit) >= 0;
  }

  /**
   * The policy of a tenant, where this is that of the settings. The settings may have changed since
   * the tenant's quotas were set: a hard limit that is too short by now is as long as the
   * retention.
   */
  public RetentionPolicy with(TenantQuotas quotas) {
    Duration kept = keep(quotas);
    Duration limit = hardLimit(quotas);
    return new RetentionPolicy(kept, limit.compareTo(kept) < 0 ? kept : limit);
  }

  /** What was received before this time is removed, unless an export still has to deliver it. */
  Instant keptSince(Instant now) {
    return now.minus(keep);
  }

  /** What was received before this time is removed in any case. */
  Instant limitedTo(Instant now) {
    return now.minus(hardLimit);
  }

  /** What was received before this time and is not delivered is warned about. */
  Instant warnedBefore(Instant now) {
    return now.minus(hardLimit.dividedBy(2));
  }

  private Duration keep(TenantQuotas quotas) {
    return quotas.retentionDays().map(Duration::ofDays).orElse(keep);
  }

  private Duration hardLimit(TenantQuotas quotas) {
    return quotas.hardLimitDays().map(Duration::ofDays).orElse(hardLimit);
  }
}
