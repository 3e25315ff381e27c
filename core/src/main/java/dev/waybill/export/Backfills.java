package dev.waybill.export;

import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The backfills of the control plane. Each method is one transaction, durable when it returns; a
 * crash in the middle of one leaves nothing of it. Those that are given a tenant see that tenant's
 * rows only. A deleted configuration has no backfills.
 */
public interface Backfills {
  /** So many of a configuration are under way at a time, at most. */
  int MOST_OPEN = 20;

  /** What became of a request. */
  sealed interface Creation {
    /** It is there: created now, or asked for before and going on, or finished. */
    record Done(Backfill backfill) implements Creation {}

    /** The tenant has no such configuration. */
    record NotFound() implements Creation {}

    /** The configuration is detached: its storage integration was deleted. */
    record Detached() implements Creation {}

    /** The configuration is at another revision than the settings: take them anew. */
    record Outdated() implements Creation {}

    /** Another backfill delivers, or has delivered, a part of the range under the same prefix. */
    record Overlaps(Backfill other) implements Creation {}

    /**
     * Without a prefix the range must end before the regular stream begins.
     *
     * @param through time of receipt, in milliseconds, through which the range may reach
     */
    record AfterStart(long through) implements Creation {}

    /** Retention has given up what lies below that position: leave it out of the range. */
    record Trimmed(Position before) implements Creation {}

    /** {@link #MOST_OPEN} of the configuration are under way. */
    record TooMany() implements Creation {}
  }

  /**
   * Creates a backfill under an id that is derived from the request (see {@link BackfillStreamId}),
   * or, if the same was asked for before, returns that one: a cancelled one goes on where it was
   * stopped, with the very job that was unfinished.
   *
   * <p>Under one prefix of one configuration the ranges of backfills never overlap. A cancelled one
   * keeps what an attempt of its may have put: up to the end of its last started job. Two identical
   * requests at once are one backfill.
   *
   * @param heldSince where a new one's stream begins in time: the window's own {@code
   *     receivedFrom}, or later, up to its end, if the log holds only what was received after that
   */
  Creation create(BackfillRequest request, long heldSince, Instant now);

  Optional<Backfill> find(TenantId tenant, StreamId id);

  /**
   * A page of a configuration's backfills, newest first.
   *
   * @param after the last one of the page before; empty for the first page. If it is not one of
   *     them, the page is empty
   */
  List<Backfill> list(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<StreamId> after);

  /**
   * Cancels a running backfill and its unfinished job, whose attempt loses the fence. Of a finished
   * one nothing changes.
   *
   * @return how it stands then; empty if there is none
   */
  Optional<Backfill> cancel(TenantId tenant, StreamId id, Instant now);

  /** Running backfills of which the total is not known, oldest first. */
  List<StreamId> uncounted(int limit);

  /** A running backfill of which the total is not known. */
  Optional<PlannableBackfill> uncounted(StreamId id);

  /** Stores a total, if none is known yet. */
  void counted(StreamId id, Amount total);
}
