package dev.waybill.retention;

import dev.waybill.export.ConfigurationId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;

/** Hears what retention does, for logs. What it throws is a defect and stops nothing. */
public interface RetentionListener {
  RetentionListener NONE = new RetentionListener() {};

  /** Nothing is removed, because the event log does not trust the clock. */
  default void clockNotTrusted(String reason) {}

  /** Events of a tenant were removed. */
  default void removed(TenantId tenant, long events) {}

  /** The hard limit removes events that an export had not delivered; told before they are gone. */
  default void cutOff(TenantId tenant, ConfigurationId configuration, long events) {}

  /**
   * An export has come to be at risk; not told again while it stays so.
   *
   * @param expiresAt when the first event is removed that it has not delivered
   */
  default void atRisk(TenantId tenant, ConfigurationId configuration, Instant expiresAt) {}

  /** An export is no longer at risk. */
  default void safe(ConfigurationId configuration) {}

  /** Finished jobs and redeliveries were removed from the history. */
  default void pruned(long jobs, long redeliveries) {}

  /** A tenant's events could not be looked at or removed; it is tried again with the next run. */
  default void failed(TenantId tenant, RuntimeException cause) {}
}
