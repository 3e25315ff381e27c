package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.retention.RetentionPolicy;

/**
 * What a change of a tenant ends.
 *
 * @param before how long its events are kept
 * @param after how long they are kept then, the settings of the service included
 * @param auditingEnds whether its events are refused then, and were not before
 */
public record Loss(RetentionPolicy before, RetentionPolicy after, boolean auditingEnds) {
  public Loss {
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
  }

  /** Whether what is delivered, or need not be, is removed earlier. */
  public boolean keepsShorter() {
    return after.keep().compareTo(before.keep()) < 0;
  }

  /** Whether what is not delivered is removed earlier. */
  public boolean limitsShorter() {
    return after.hardLimit().compareTo(before.hardLimit()) < 0;
  }

  public boolean isNothing() {
    return !keepsShorter() && !limitsShorter() && !auditingEnds;
  }
}
