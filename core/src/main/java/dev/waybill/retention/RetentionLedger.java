package dev.waybill.retention;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The control plane as retention sees it. Every method is one transaction, durable when it returns.
 *
 * <p>What holds a tenant's events: the cursor of the regular stream of each configuration that
 * exists, enabled or not; the cursor of each backfill that is not finished; the start of each job
 * that is not finished. Only deletion of the configuration releases it.
 */
public interface RetentionLedger {

  /** A page of all tenants, by id: those after the given one, from the first if it is empty. */
  List<TenantId> tenants(Optional<TenantId> after, int limit);

  /** A tenant as it is now, with its quotas; empty if there is none of that id. */
  Optional<Tenant> tenant(TenantId id);

  /**
   * Gives up the events below {@code limit}, and those below {@code wanted} that nothing holds.
   * What was given up before stays so. Whoever begins to hold events afterwards, in a transaction
   * of his own, finds the mark and cannot hold what is below it.
   *
   * @param tenant as it was when the two positions were found; if another one has its id by now, or
   *     it has other quotas, nothing is given up
   * @return how far events are given up in all; empty if there is no such tenant any more
   */
  Optional<RetentionMark> mark(Tenant tenant, Position wanted, Position limit);

  /** The exports of a tenant, disabled ones too, that have not come as far as {@code position}. */
  List<Lagging> lagging(TenantId tenant, Position position);

  /**
   * From where on one export of a tenant holds events, without a look at the others; empty if it
   * holds none.
   */
  Optional<Position> held(TenantId tenant, ConfigurationId configuration);

  /**
   * Has the tenant told that an export is about to lose events, unless it was told since the export
   * was safe, or the export is deleted.
   *
   * @param expiresAt when the first event is removed that it has not delivered
   */
  void atRisk(TenantId tenant, ConfigurationId configuration, Instant expiresAt);

  /**
   * All exports of all tenants are safe but these: of a later risk their tenants are told again.
   *
   * @param unjudged tenants of whose exports nothing is known now: what was told of them stays
   */
  void safeExcept(Set<ConfigurationId> atRisk, Set<TenantId> unjudged);

  /**
   * Removes redeliveries that have ended, and finished jobs with all that belongs to them, but for
   * those that their stream may need: its last one, and the one with which a cancelled backfill
   * goes on. Backfills themselves stay: they say what was delivered once.
   *
   * @param limit how many of each are looked at, at most
   */
  Pruned prune(Instant finishedBefore, int limit);

  /**
   * Removes what was counted as delivered in hours that began before that.
   *
   * @param limit how many counts are removed, at most
   * @return whether more may be left to remove
   */
  boolean pruneDeliveredHours(Instant before, int limit);
}
