package dev.waybill.log;

import dev.waybill.event.EventBatch;
import dev.waybill.tenant.TenantId;
import java.util.List;

/**
 * The durable, ordered record of accepted events, per tenant. Safe for use by many threads.
 *
 * <p>One committer assigns positions in commit order and stamps times of receipt, which never
 * decrease along a tenant's positions. A position is shown by {@link #end} and {@link #scan} only
 * when it and every lower one of that tenant are durable; once readable it belongs to that event
 * for ever.
 */
public interface EventLog extends AutoCloseable {

  /**
   * Takes the batch's events as one atomic append and returns when they are on stable storage. The
   * batch is the log's from then on: it is stamped in place.
   *
   * <p>An event whose id is stored already, or occurs earlier in this batch or in the open group,
   * is a duplicate if its content is the same (its first copy is durable when this returns), else a
   * conflict. Concurrent appends are safe. After a crash in the middle all or none of the batch is
   * there.
   */
  AppendOutcome append(EventBatch batch, ConflictPolicy onConflict);

  /**
   * From where on the log holds all that it was given: nothing at or after it was removed. {@link
   * Position#ZERO} for a tenant of which nothing ever was. Whether events between two places are
   * gone is told by {@link #given}, not by comparing them: a trim may move the start over a gap
   * between incarnations, in which there were none.
   */
  Position start(TenantId tenant);

  /**
   * Just after the last durable event; never waits. {@link #start} if there is none. After a
   * restore it is of an older incarnation until the tenant's first event of the new one.
   */
  Position end(TenantId tenant);

  /**
   * How many positions of the range were ever given to events: those of trimmed events are counted,
   * what lies beyond {@link #end} or in a gap between incarnations is not. Exact, whichever places
   * the range names; 0 after {@link #delete}. Never waits.
   */
  long given(TenantId tenant, Range range);

  /**
   * Bytes of the lines of all events held, each with its line feed: the size of an unfiltered
   * NDJSON export of them before compression. Exact, and moves with {@link #end} and {@link
   * #start}. Never waits and reads nothing, so that it may be asked for each request.
   */
  long bytes(TenantId tenant);

  /**
   * Passes through the committer: all appends acknowledged before the call are below the returned
   * position. The returned time is durable: even after a restart later events are stamped strictly
   * after it.
   *
   * @throws LogUnavailableException if the log takes no writes
   */
  Barrier barrier(TenantId tenant);

  /**
   * The position of the first event received at or after {@code receivedTime} (milliseconds since
   * the epoch), {@link #end} if there is none, {@link #start} if all were.
   */
  Position positionAt(TenantId tenant, long receivedTime);

  /**
   * Visits the events of the ranges, each tenant's in order of position, in blocks clipped to the
   * range. Parts of a range that were trimmed, or lie beyond {@link #end}, are passed over.
   *
   * @throws LogDamagedException if what is stored cannot be read; names the place
   */
  void scan(List<TenantRange> ranges, BlockVisitor visitor);

  /**
   * The time by which the age of events is judged that may be deleted; withheld while the log does
   * not trust the clock. To be asked anew for each decision. Never waits.
   */
  DeletionTime deletionTime();

  /**
   * Removes a tenant's events below {@code before}, with their ids. A crash in the middle leaves a
   * prefix removed.
   */
  void trim(TenantId tenant, Position before);

  /** Removes all that is held of a tenant, its positions included. */
  void delete(TenantId tenant);

  @Override
  void close();
}
