package dev.waybill.server.admin;

import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;

/** What cannot be done with the tenant in which operators' acts are recorded. */
final class OperatorsTenant {
  private OperatorsTenant() {}

  /**
   * Refuses that tenant quotas with which its record would end, or stop, before the settings' do.
   *
   * @param defaults what the settings have for tenants without quotas of their own
   */
  static void requireNoLess(TenantId tenant, TenantQuotas quotas, RetentionPolicy defaults) {
    if (!defaults.keepsNoLessWith(quotas)) {
      requireOther(tenant, "kept for fewer days than the settings say");
    }
    if (quotas.storageBytes().isPresent()) {
      requireOther(tenant, "given a storage quota");
    }
  }

  /**
   * Refuses it for that tenant.
   *
   * @param what it cannot be
   */
  static void requireOther(TenantId tenant, String what) {
    if (tenant.equals(TenantId.OPERATORS)) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "The tenant "
              + tenant
              + " holds the record of what operators do: it cannot be "
              + what
              + ".");
    }
  }
}
