package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.NotificationOutbox;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

final class SqlNotificationOutbox implements NotificationOutbox {
  static final String OLDEST =
      "SELECT created_at FROM notification_outbox WHERE channel = ? ORDER BY created_at LIMIT 1";

  private final Database database;

  SqlNotificationOutbox(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public List<Waiting> due(
      Channel channel, Instant now, Set<String> except, Set<TenantId> busy, int limit) {
    return database.read(tx -> NotificationRows.due(tx, channel, now, except, busy, limit));
  }

  @Override
  public void remove(UUID id) {
    database.run(tx -> tx.update("DELETE FROM notification_outbox WHERE id = ?", id));
  }

  @Override
  public void retry(UUID id, Instant at) {
    database.run(
        tx ->
            tx.update(
                """
                UPDATE notification_outbox SET attempts = attempts + 1, next_attempt_at = ?
                WHERE id = ?
                """,
                at,
                id));
  }

  @Override
  public void removeAll(Channel channel) {
    database.run(tx -> tx.update("DELETE FROM notification_outbox WHERE channel = ?", channel));
  }

  @Override
  public List<Queue> queues(TenantId tenant) {
    return database.read(
        tx -> tx.all(SqlNotificationOutbox::queue, NotificationRows.QUEUES, tenant.value()));
  }

  private static Queue queue(Row row) {
    return new Queue(
        row.word("channel", Channel.class),
        row.text("receiver"),
        row.number("waiting"),
        row.optionalTime("failing_since"),
        row.time("next_attempt"));
  }

  @Override
  public Instant oldest(Channel channel, Instant now) {
    Optional<Instant> oldest =
        database.read(tx -> tx.one(row -> row.time("created_at"), OLDEST, channel));
    return oldest.orElse(now);
  }
}
