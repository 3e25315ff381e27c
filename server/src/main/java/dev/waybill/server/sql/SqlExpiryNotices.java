package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.IntegrationId;
import dev.waybill.server.expiry.ExpiryNotice;
import dev.waybill.server.expiry.ExpiryNotices;
import dev.waybill.server.expiry.ExpirySchedule;
import dev.waybill.server.notifications.Notification;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlExpiryNotices implements ExpiryNotices {
  static final String DUE =
      """
      SELECT id, tenant_id, name, authentication FROM storage_integrations
      WHERE expiry_notice_at <= ? AND deleted_at IS NULL ORDER BY expiry_notice_at LIMIT ?
      """;

  private final Database database;

  SqlExpiryNotices(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public List<ExpiryNotice> give(Instant now, int most) {
    if (!database.read(tx -> tx.exists(DUE, now, 1))) {
      return List.of(); // nothing is written, hour by hour
    }
    return database.write(
        tx -> {
          List<ExpiryNotice> due = tx.all(row -> notice(row, now), DUE, now, most);
          due.forEach(notice -> give(tx, notice));
          return due;
        });
  }

  private static void give(Transaction tx, ExpiryNotice notice) {
    Optional<Instant> next = ExpirySchedule.next(notice.expiresAt(), notice.givenAt());
    tx.update(
        "UPDATE storage_integrations SET expiry_notice_at = ? WHERE id = ?",
        next,
        notice.integration().value());
    IntegrationActs.expiring(tx, notice);
    tx.announce(
        notice.tenant(),
        new Notification.SecretExpiring(
            notice.integration(),
            notice.name(),
            notice.expiresAt(),
            notice.daysLeft(),
            notice.hasEnded()));
  }

  private static ExpiryNotice notice(Row row, Instant now) {
    return new ExpiryNotice(
        new TenantId(row.text("tenant_id")),
        new IntegrationId(row.uuid("id")),
        row.text("name"),
        AuthenticationJson.read(row.text("authentication")).expiresAt().orElseThrow(),
        now);
  }
}
