package dev.waybill.export;

/**
 * An attempt that an engine has taken on and must run.
 *
 * @param deadline end of its lease by the monotonic clock
 */
public record Claim(Attempt attempt, long deadline) {}
