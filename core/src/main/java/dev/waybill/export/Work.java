package dev.waybill.export;

import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Set;

/** What workers work on. */
interface Work {

  /**
   * What waits for a worker now, longest waiting first.
   *
   * @param except tenants whose work is left out
   */
  List<WaitingWork> waiting(WorkKind kind, Set<TenantId> except, int limit);

  /** Claims that work and sees it through, if nobody was faster. */
  void attend(Assignment assignment);
}
