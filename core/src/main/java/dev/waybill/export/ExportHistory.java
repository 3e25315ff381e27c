package dev.waybill.export;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What outsiders see of jobs. Reads only; sees the given tenant's rows only. */
public interface ExportHistory {

  /**
   * A page of a configuration's regular jobs, newest first: those of its stream, then those of the
   * streams that restores replaced.
   *
   * @param after the last job of the page before; empty for the first page
   */
  List<JobView> jobs(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<JobPlace> after);

  /** How fresh each of a tenant's exports is. */
  Map<ConfigurationId, Freshness> freshness(TenantId tenant);

  /** That of one export, without a look at the others; empty if the tenant has none of that id. */
  Optional<Freshness> freshness(TenantId tenant, ConfigurationId configuration);

  /**
   * What all exports of a tenant delivered together, deleted ones and backfills too, in each hour
   * that begins at {@code from} or later and before {@code to}; ascending. Hours in which nothing
   * was delivered are left out, and those older than {@link DeliveredHour#KEPT}.
   */
  List<DeliveredHour> deliveredByHour(TenantId tenant, Instant from, Instant to);

  /** The same of one configuration; empty if the tenant has none of that id. */
  List<DeliveredHour> deliveredByHour(
      TenantId tenant, ConfigurationId configuration, Instant from, Instant to);

  Optional<JobView> job(TenantId tenant, JobId id);

  /** The attempts of a job, oldest first; empty if there is no such job. */
  List<JobTask> tasks(TenantId tenant, JobId id);
}
