package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.HeldFrom;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param id that the redelivery will have, if it is a new one
 * @param fromSequence the first job
 * @param toSequence the last job, inclusive
 * @param heldFrom from where on the event log holds all of the tenant's events; see {@link
 *     HeldFrom}
 */
public record RedeliveryRequest(
    RedeliveryId id,
    TenantId tenant,
    ConfigurationId configuration,
    long fromSequence,
    long toSequence,
    Position heldFrom,
    Instant now) {

  public RedeliveryRequest {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(configuration, "configuration is null");
    requireNonNull(heldFrom, "heldFrom is null");
    requireNonNull(now, "now is null");
  }

  /** What it becomes, once nothing is against it. */
  public Redelivery accepted(StreamId stream, String place) {
    return new Redelivery(
        id,
        tenant,
        configuration,
        stream,
        fromSequence,
        toSequence,
        fromSequence,
        Redelivery.Status.RUNNING,
        0,
        now,
        place,
        0,
        0,
        Optional.empty(),
        now,
        Optional.empty());
  }

  /** The answer if there is one under way already that has some of the jobs. */
  public Redeliveries.Answer underWay(Redelivery other) {
    return other.fromSequence() == fromSequence && other.toSequence() == toSequence
        ? new Redeliveries.Answer.Accepted(other)
        : new Redeliveries.Answer.Conflict(
            "Redelivery "
                + other.id()
                + " of jobs "
                + other.fromSequence()
                + " to "
                + other.toSequence()
                + " is under way: wait for its end, or cancel it.");
  }

  /**
   * The answer if so many of the configuration are under way that no other is taken.
   *
   * @param underWay how many
   */
  public Optional<Redeliveries.Answer> tooMany(long underWay) {
    return underWay < Redeliveries.MOST_OPEN
        ? Optional.empty()
        : Optional.of(
            new Redeliveries.Answer.Conflict(
                "The export has "
                    + underWay
                    + " redeliveries under way already: wait for the end of one, or cancel one."));
  }
}
