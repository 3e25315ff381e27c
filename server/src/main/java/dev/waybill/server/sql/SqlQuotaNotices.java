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
    Optional<Integer> told = database.read(tx -> told(tx, tenant));
    if (told.isPresent() && QuotaLevel.after(told.get(), used, quota) != told.get()) {
      database.run(tx -> note(tx, tenant, used, quota));
    }
  }

  private static void note(Transaction tx, TenantId tenant, long used, long quota) {
    int before = told(tx, tenant).orElse(0);
    int after = QuotaLevel.after(before, used, quota);
    tx.update("UPDATE tenants SET quota_told = ? WHERE id = ?", after, tenant.value());
    if (after > before) {
      tx.announce(tenant, new Notification.QuotaReached(after, used, quota));
    }
  }

  private static Optional<Integer> told(Transaction tx, TenantId tenant) {
    return tx.one(
        row -> row.integer("quota_told"),
        "SELECT quota_told FROM tenants WHERE id = ?",
        tenant.value());
  }
}
