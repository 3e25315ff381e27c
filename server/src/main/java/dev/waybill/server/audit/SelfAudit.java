package dev.waybill.server.audit;

import dev.waybill.tenant.TenantId;

/**
 * Records what changes nothing in the control plane. What does is recorded by the control plane
 * itself, in the same transaction.
 */
public interface SelfAudit {

  /**
   * Records what {@link Acting the actor} does with a tenant; what an operator does, for the
   * operators, too. Durable when it returns: a crash before leaves nothing, one after loses
   * nothing. The same act again is recorded again. Without the tenant, nothing is recorded.
   */
  void record(TenantId tenant, Act act);

  /** The same for what is about no tenant, or about none that exists. */
  void recordForOperators(Act act);
}
