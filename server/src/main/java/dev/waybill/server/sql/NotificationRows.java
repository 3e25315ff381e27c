package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.Letter;
import dev.waybill.server.notifications.LetterJson;
import dev.waybill.server.notifications.Letters;
import dev.waybill.server.notifications.Notification;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.notifications.Payload;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The rows of notifications that wait, and who gets one. */
final class NotificationRows {
  /** Of each receiver the row that waits longest of those that are due; conditions may follow. */
  private static final String DUE =
      """
      SELECT * FROM notification_outbox o WHERE channel = ? AND next_attempt_at <= ?
        AND NOT EXISTS (
          SELECT 1 FROM notification_outbox e
          WHERE e.tenant_id = o.tenant_id AND e.receiver = o.receiver AND e.channel = o.channel
            AND e.next_attempt_at <= ?
            AND (e.created_at < o.created_at OR (e.created_at = o.created_at AND e.id < o.id)))
      """;

  /** What waits for each receiver of a tenant. */
  static final String QUEUES =
      """
      SELECT receiver, channel, COUNT(*) AS waiting, MIN(next_attempt_at) AS next_attempt,
        MIN(CASE WHEN attempts > 0 THEN created_at END) AS failing_since
      FROM notification_outbox WHERE tenant_id = ? GROUP BY receiver, channel
      """;

  private final Supplier<UUID> ids;
  private final boolean mails;
  private final Consumer<Channel> leftOut;

  NotificationRows(Supplier<UUID> ids, Announcements announcements) {
    this.ids = requireNonNull(ids, "ids is null");
    this.mails = announcements.mails();
    this.leftOut = announcements.leftOut();
  }

  /**
   * For each receiver of the tenant for which there is room left, or each if it is told once; for
   * none while the tenant is suspended.
   */
  void insert(Transaction tx, TenantId id, Notification notification, Instant now) {
    Optional<Tenant> tenant = SqlTenants.find(tx, id).filter(found -> !found.suspended());
    if (tenant.isEmpty()) {
      return;
    }
    NotificationType type = notification.type();
    Optional<Letter> letter =
        mails && !tenant.get().recipients().isEmpty() ? Letters.of(notification) : Optional.empty();
    letter.ifPresent(
        content -> {
          for (MailAddress address : tenant.get().recipients()) {
            insertIfRoom(
                tx, id, Channel.MAIL, address.value(), type, LetterJson.write(content), now);
          }
        });
    List<UUID> endpoints = WebhookRows.wanting(tx, id, type);
    if (!endpoints.isEmpty()) {
      String body = Payload.write(id, now, notification);
      endpoints.forEach(
          endpoint -> insertIfRoom(tx, id, Channel.WEBHOOK, endpoint.toString(), type, body, now));
    }
  }

  /** For that endpoint alone, in place of one of that type that still waits for it. */
  void replace(
      Transaction tx, TenantId tenant, UUID endpoint, Notification notification, Instant now) {
    tx.update(
        "DELETE FROM notification_outbox WHERE tenant_id = ? AND receiver = ? AND type = ?",
        tenant.value(),
        endpoint,
        notification.type().text());
    insert(
        tx,
        tenant,
        Channel.WEBHOOK,
        endpoint.toString(),
        notification.type(),
        Payload.write(tenant, now, notification),
        now);
  }

  private void insertIfRoom(
      Transaction tx,
      TenantId tenant,
      Channel channel,
      String receiver,
      NotificationType type,
      String content,
      Instant now) {
    if (!type.isToldOnce() && isFull(tx, tenant, channel, receiver)) {
      leftOut.accept(channel);
    } else {
      insert(tx, tenant, channel, receiver, type, content, now);
    }
  }

  private static boolean isFull(Transaction tx, TenantId tenant, Channel channel, String receiver) {
    return tx.exists(
        """
        SELECT 1 FROM notification_outbox WHERE tenant_id = ? AND receiver = ? AND channel = ?
        LIMIT 1 OFFSET ?
        """,
        tenant.value(),
        receiver,
        channel,
        channel.mostWaiting() - 1);
  }

  private void insert(
      Transaction tx,
      TenantId tenant,
      Channel channel,
      String receiver,
      NotificationType type,
      String content,
      Instant now) {
    tx.update(
        """
        INSERT INTO notification_outbox (id, tenant_id, channel, receiver, type, content, attempts,
          next_attempt_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)
        """,
        ids.get(),
        tenant.value(),
        channel,
        receiver,
        type.text(),
        content,
        now,
        now);
  }

  static List<Waiting> due(
      Transaction tx,
      Channel channel,
      Instant now,
      Set<String> except,
      Set<TenantId> busy,
      int limit) {
    List<Object> values = new ArrayList<>(List.of(channel, now, now));
    values.addAll(except);
    busy.forEach(tenant -> values.add(tenant.value()));
    values.add(limit);
    return tx.all(NotificationRows::waiting, due(except.size(), busy.size()), values.toArray());
  }

  static String due(int except, int busy) {
    return DUE
        + noneOf("o.receiver", except)
        + noneOf("o.tenant_id", busy)
        + " ORDER BY next_attempt_at, created_at, id LIMIT ?";
  }

  private static String noneOf(String column, int values) {
    return values == 0 ? "" : " AND " + column + " NOT IN (" + "?, ".repeat(values - 1) + "?)";
  }

  /** Those of receivers that are no longer the tenant's. */
  static void keepMailsTo(Transaction tx, TenantId tenant, List<MailAddress> recipients) {
    Set<String> kept =
        recipients.stream().map(MailAddress::value).collect(Collectors.toUnmodifiableSet());
    tx
        .all(
            row -> row.text("receiver"),
            """
            SELECT DISTINCT receiver FROM notification_outbox
            WHERE tenant_id = ? AND channel = 'MAIL'
            """,
            tenant.value())
        .stream()
        .filter(receiver -> !kept.contains(receiver))
        .forEach(receiver -> remove(tx, tenant, receiver));
  }

  static void remove(Transaction tx, TenantId tenant, String receiver) {
    tx.update(
        "DELETE FROM notification_outbox WHERE tenant_id = ? AND receiver = ?",
        tenant.value(),
        receiver);
  }

  static void removeAll(Transaction tx, TenantId tenant) {
    tx.update("DELETE FROM notification_outbox WHERE tenant_id = ?", tenant.value());
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.uuid("id"),
        new TenantId(row.text("tenant_id")),
        row.word("channel", Channel.class),
        row.text("receiver"),
        NotificationType.of(row.text("type")).orElseThrow(),
        row.text("content"),
        row.integer("attempts"),
        row.time("created_at"));
  }
}
