package dev.waybill.server.rocksdb;

import java.util.Optional;

/**
 * How the log does, for metrics and health.
 *
 * @param bytesOnDisk of all files of the log
 * @param waitingRequests appends, barriers and upkeep that wait for the committer
 * @param waitingBytes of the appends that wait
 * @param refusal why the log takes no events; empty while it does
 */
public record LogStatistics(
    long bytesOnDisk, int waitingRequests, long waitingBytes, Optional<LogRefusal> refusal) {}
