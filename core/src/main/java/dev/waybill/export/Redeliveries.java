package dev.waybill.export;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The redeliveries of the control plane, for administrators. Each method is one transaction,
 * durable when it returns, and sees the given tenant's rows only.
 */
public interface Redeliveries {
  /** So many of a configuration are under way at a time, at most. */
  int MOST_OPEN = 20;

  /** What became of a request. */
  sealed interface Answer {
    record Accepted(Redelivery redelivery) implements Answer {}

    /** The tenant has no such configuration. */
    record NotFound() implements Answer {}

    /** The configuration is detached: its storage integration was deleted. */
    record Detached() implements Answer {}

    /** It can never be met; names the field that is wrong. */
    record Invalid(String field, String message) implements Answer {}

    /** Another one under way has some of the same jobs, or {@link #MOST_OPEN} are under way. */
    record Conflict(String message) implements Answer {}
  }

  /**
   * Asks for the jobs of a configuration's regular stream to be put again; it may start at once,
   * also if the configuration is disabled. The same jobs asked for again while that is under way
   * are the same redelivery.
   *
   * @return {@link Answer.Invalid} if a job of the range does not exist, has not succeeded, was
   *     delivered elsewhere than where the configuration delivers now, or has events that retention
   *     took
   */
  Answer request(RedeliveryRequest request);

  Optional<Redelivery> find(TenantId tenant, RedeliveryId id);

  /**
   * A page of a configuration's redeliveries, newest first.
   *
   * @param after the last one of the page before
   */
  List<Redelivery> list(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<RedeliveryId> after);

  /**
   * Ends it; what was put stays. One that is finished already stays as it is. An attempt at it
   * sends nothing after its next sign of life. Empty if the tenant has no such redelivery.
   */
  Optional<Redelivery> cancel(TenantId tenant, RedeliveryId id, Instant now);
}
