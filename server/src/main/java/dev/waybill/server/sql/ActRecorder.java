package dev.waybill.server.sql;

import dev.waybill.server.audit.Act;
import dev.waybill.tenant.TenantId;
import java.util.Optional;

/** Where a transaction puts what is done in it. */
@FunctionalInterface
interface ActRecorder {
  /** For what nobody works with but the service itself: nothing of it is recorded. */
  ActRecorder NONE =
      (_, _, act) -> {
        throw new IllegalStateException("there is no place for the act " + act.name());
      };

  /**
   * Records an act in the transaction.
   *
   * @param tenant that it is about; empty if it is about none, or none that exists any more
   */
  void record(Transaction tx, Optional<TenantId> tenant, Act act);
}
