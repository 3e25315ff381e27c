package dev.waybill.server.sql;

import dev.waybill.server.audit.Act;
import dev.waybill.server.notifications.Notification;
import dev.waybill.tenant.TenantId;
import java.util.Optional;

/** Where a transaction puts what is done in it, and what tenants are to be told of. */
interface ActRecorder {
  /** For what nobody works with but the service itself: nothing of it is recorded. */
  ActRecorder NONE =
      new ActRecorder() {
        @Override
        public void record(Transaction tx, Optional<TenantId> tenant, Act act) {
          throw new IllegalStateException("there is no place for the act " + act.name());
        }

        @Override
        public void announce(Transaction tx, TenantId tenant, Notification notification) {
          throw new IllegalStateException(
              "there is no place for the notification " + notification.type());
        }
      };

  /**
   * Records an act in the transaction.
   *
   * @param tenant that it is about; empty if it is about none, or none that exists any more
   */
  void record(Transaction tx, Optional<TenantId> tenant, Act act);

  /**
   * Puts a notification into the outbox, for each of the tenant's receivers, in the transaction.
   */
  void announce(Transaction tx, TenantId tenant, Notification notification);
}
