package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.Notification;
import dev.waybill.server.retention.QuotaLevel;
import dev.waybill.server.retention.QuotaNotices;
import dev.waybill.tenant.TenantId;
import java.util.Optional;

final class SqlQuotaNotices implements QuotaNotices {
  private final Database database;

  SqlQuotaNotices(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public void note(TenantId tenant, long used, long quota) {
    if (database.read(tx -> change(tx, tenant, used, quota)).isPresent()) {
      database.run(
          tx ->
              change(tx, tenant, used, quota)
                  .ifPresent(change -> note(tx, tenant, change, used, quota)));
    }
  }

  private static void note(Transaction tx, TenantId tenant, Change change, long used, long quota) {
    tx.update("UPDATE tenants SET quota_told = ? WHERE id = ?", change.after(), tenant.value());
    if (change.rises()) {
      tx.announce(tenant, new Notification.QuotaReached(change.after(), used, quota));
    }
  }

  private record Change(int before, int after) {
    boolean rises() {
      return after > before;
    }
  }

  /** Of the threshold that was told. A suspended tenant is told of none, so it does not rise. */
  private static Optional<Change> change(Transaction tx, TenantId id, long used, long quota) {
    return tx.one(
            row -> new Told(row.integer("quota_told"), row.flag("suspended")),
            "SELECT quota_told, suspended FROM tenants WHERE id = ?",
            id.value())
        .flatMap(told -> told.change(QuotaLevel.after(told.level(), used, quota)));
  }

  private record Told(int level, boolean suspended) {
    Optional<Change> change(int after) {
      Change change = new Change(level, after);
      return after == level || (suspended && change.rises())
          ? Optional.empty()
          : Optional.of(change);
    }
  }
}
