package dev.waybill.server.admin;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.TenantId;

/** What cannot be done with the tenant in which operators' acts are recorded. */
final class OperatorsTenant {
  private OperatorsTenant() {}

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
