package dev.waybill.server.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.util.Optional;

/**
 * How many tenants use how much of their storage quotas.
 *
 * @param full who use all of it; nothing more of theirs is accepted
 * @param near who use from 80 % of it to less than all
 * @param half who use from 50 % of it to less than 80 %
 * @param fullest who uses most of its own; empty if nobody has a quota
 */
public record QuotaPressure(long full, long near, long half, Optional<Share> fullest) {
  /** Of nobody. */
  public static final QuotaPressure NONE = new QuotaPressure(0, 0, 0, Optional.empty());

  private static final int NEAR = 80;
  private static final int HALF = 50;
  private static final int WHOLE = 100;

  public QuotaPressure {
    requireNonNull(fullest, "fullest is null");
  }

  /**
   * What one tenant uses.
   *
   * @param percent of its quota, rounded down
   */
  public record Share(TenantId tenant, long percent) {
    public Share {
      requireNonNull(tenant, "tenant is null");
    }
  }

  /** With one tenant more. */
  QuotaPressure with(TenantId tenant, long used, long quota) {
    long percent = (long) (used * (double) WHOLE / quota);
    boolean most = fullest.filter(before -> before.percent() >= percent).isEmpty();
    return new QuotaPressure(
        full + (percent >= WHOLE ? 1 : 0),
        near + (percent >= NEAR && percent < WHOLE ? 1 : 0),
        half + (percent >= HALF && percent < NEAR ? 1 : 0),
        most ? Optional.of(new Share(tenant, percent)) : fullest);
  }
}
