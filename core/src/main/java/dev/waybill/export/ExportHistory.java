package dev.waybill.export;

import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/** What outsiders see of jobs. Reads only; sees the given tenant's rows only. */
public interface ExportHistory {

  /**
   * A page of a configuration's jobs, newest first.
   *
   * @param before a sequence; only jobs below it are returned, {@link Long#MAX_VALUE} for all
   */
  List<JobView> jobs(TenantId tenant, ConfigurationId configuration, int limit, long before);

  Optional<JobView> job(TenantId tenant, JobId id);

  /** The attempts of a job, oldest first; empty if there is no such job. */
  List<JobTask> tasks(TenantId tenant, JobId id);
}
