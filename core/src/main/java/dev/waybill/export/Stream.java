package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Position;
import java.time.Instant;

/**
 * The deliveries of a configuration, as far as they have come. It changes only together with a
 * job's commit.
 *
 * @param cursor everything of the tenant below it is delivered, suppressed or expired
 * @param receivedThrough the time of receipt, in milliseconds, that belongs to the cursor
 * @param nextSequence the number of the next job, from 1
 * @param nextOrdinal the number of the next event, from 1
 * @param lastTick the tick that was planned last; of a backfill the time of its creation
 */
public record Stream(
    StreamId id,
    ConfigurationId configuration,
    Position cursor,
    long receivedThrough,
    long nextSequence,
    long nextOrdinal,
    Instant lastTick) {

  public Stream {
    requireNonNull(id, "id is null");
    requireNonNull(configuration, "configuration is null");
    requireNonNull(cursor, "cursor is null");
    requireNonNull(lastTick, "lastTick is null");
  }
}
