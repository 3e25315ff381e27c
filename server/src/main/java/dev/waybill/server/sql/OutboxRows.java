package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActEvent;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.server.notifications.Notification;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The rows of acts that wait for the event log, and of what tenants are told. */
final class OutboxRows implements ActRecorder {
  private final TimeSource time;
  private final Supplier<UUID> ids;
  private final NotificationRows notifications;

  OutboxRows(TimeSource time, Supplier<UUID> ids, NotificationRows notifications) {
    this.time = requireNonNull(time, "time is null");
    this.ids = requireNonNull(ids, "ids is null");
    this.notifications = requireNonNull(notifications, "notifications is null");
  }

  @Override
  public void record(Transaction tx, Optional<TenantId> tenant, Act act) {
    Actor actor = Acting.current();
    Instant now = time.now();
    Optional<TenantId> existing =
        tenant.filter(id -> tx.exists("SELECT 1 FROM tenants WHERE id = ?", id.value()));
    existing.ifPresent(id -> insert(tx, id, tenant, actor, act, now));
    boolean own = tenant.filter(TenantId.OPERATORS::equals).isPresent();
    if (!own && (tenant.isEmpty() || actor.isOperator())) {
      makeOperators(tx, now);
      insert(tx, TenantId.OPERATORS, tenant, actor, act, now);
    }
  }

  @Override
  public void announce(Transaction tx, TenantId tenant, Notification notification) {
    notifications.insert(tx, tenant, notification, time.now());
  }

  /** The operators' tenant is there from the first act on, or from the first start. */
  static void makeOperators(Transaction tx, Instant now) {
    tx.update(
        """
        INSERT INTO tenants (id, name, suspended, created_at, updated_at)
        VALUES (?, 'Operators', 0, ?, ?) ON CONFLICT (id) DO NOTHING
        """,
        TenantId.OPERATORS.value(),
        now,
        now);
  }

  static List<Waiting> oldest(Transaction tx, int limit) {
    return tx.all(
        row -> new Waiting(row.uuid("id"), new TenantId(row.text("tenant_id")), row.text("event")),
        "SELECT id, tenant_id, event FROM audit_outbox ORDER BY number LIMIT ?",
        limit);
  }

  static void delete(Transaction tx, UUID id) {
    tx.update("DELETE FROM audit_outbox WHERE id = ?", id);
  }

  private void insert(
      Transaction tx, TenantId owner, Optional<TenantId> about, Actor actor, Act act, Instant now) {
    UUID id = ids.get();
    tx.update(
        """
        INSERT INTO audit_outbox (number, id, tenant_id, event, created_at)
        SELECT COALESCE(MAX(number), 0) + 1, ?, ?, ?, ? FROM audit_outbox
        """,
        id,
        owner.value(),
        ActEvent.write(id, now, owner, about, actor, act),
        now);
  }
}
