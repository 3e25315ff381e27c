package dev.waybill.retention;

/**
 * What was removed from the history.
 *
 * @param more whether more may be left to remove
 */
public record Pruned(long jobs, long redeliveries, boolean more) {}
