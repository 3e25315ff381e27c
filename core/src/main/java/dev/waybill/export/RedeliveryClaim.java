package dev.waybill.export;

/**
 * An attempt at a redelivery that an engine has taken on and must run.
 *
 * @param deadline end of its lease by the monotonic clock
 */
public record RedeliveryClaim(RedeliveryAttempt attempt, long deadline) {}
