package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.IdempotencyKey;
import dev.waybill.server.notifications.Notification;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.server.sql.IdempotencyRows.Operation;
import dev.waybill.server.webhooks.EndpointSecrets;
import dev.waybill.server.webhooks.EndpointUrl;
import dev.waybill.server.webhooks.SigningSecret;
import dev.waybill.server.webhooks.WebhookEndpoint;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.tenant.TenantId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

final class SqlWebhookEndpoints implements WebhookEndpoints {
  private final Database database;
  private final WebhookRows rows;
  private final NotificationRows notifications;
  private final SecureRandom random;

  SqlWebhookEndpoints(
      Database database, SecretKey key, NotificationRows notifications, SecureRandom random) {
    this.database = requireNonNull(database, "database is null");
    this.rows = new WebhookRows(key);
    this.notifications = requireNonNull(notifications, "notifications is null");
    this.random = requireNonNull(random, "random is null");
  }

  @Override
  public List<WebhookEndpoint> list(TenantId tenant) {
    return database.read(tx -> WebhookRows.list(tx, tenant));
  }

  @Override
  public Creation create(
      TenantId tenant,
      EndpointUrl url,
      Set<NotificationType> types,
      boolean enabled,
      Optional<IdempotencyKey> key,
      Instant now) {
    SigningSecret secret = SigningSecret.draw(random);
    WebhookEndpoint endpoint =
        new WebhookEndpoint(
            new RandomIds(random).get(), tenant, url, types, enabled, Optional.empty(), now, now);
    return database.write(
        tx ->
            key.flatMap(once -> earlier(tx, tenant, once))
                .orElseGet(() -> insert(tx, new Made(endpoint, secret), key)));
  }

  private static Optional<Creation> earlier(Transaction tx, TenantId tenant, IdempotencyKey key) {
    return IdempotencyRows.answer(
        tx,
        tenant,
        Operation.CREATE_WEBHOOK_ENDPOINT,
        key,
        id -> WebhookRows.find(tx, tenant, id).map(Creation.MadeBefore::new),
        Creation.Conflict::new);
  }

  private Creation insert(Transaction tx, Made made, Optional<IdempotencyKey> key) {
    WebhookEndpoint endpoint = made.endpoint();
    TenantId tenant = endpoint.tenant();
    if (SqlTenants.find(tx, tenant).isEmpty()) {
      return new Creation.NoTenant();
    }
    if (WebhookRows.list(tx, tenant).size() >= MOST) {
      return new Creation.TooMany();
    }
    rows.insert(tx, endpoint, EndpointSecrets.of(made.secret()));
    key.ifPresent(
        once ->
            IdempotencyRows.insert(
                tx,
                tenant,
                Operation.CREATE_WEBHOOK_ENDPOINT,
                once,
                endpoint.id(),
                endpoint.createdAt()));
    WebhookActs.created(tx, endpoint);
    return made;
  }

  @Override
  public Optional<WebhookEndpoint> update(
      TenantId tenant,
      UUID id,
      WebhookEndpoint.Change change,
      Optional<Instant> seen,
      Instant now) {
    return database.write(
        tx ->
            unchanged(tx, tenant, id, seen)
                .map(
                    before -> {
                      WebhookEndpoint after = before.with(change, now);
                      WebhookRows.update(tx, after);
                      WebhookActs.updated(tx, before, after);
                      return after;
                    }));
  }

  @Override
  public Optional<WebhookEndpoint> delete(TenantId tenant, UUID id) {
    return database.write(
        tx -> {
          Optional<WebhookEndpoint> before = WebhookRows.find(tx, tenant, id);
          before.ifPresent(
              endpoint -> {
                WebhookRows.delete(tx, endpoint);
                WebhookActs.deleted(tx, endpoint);
              });
          return before;
        });
  }

  @Override
  public Optional<Made> rotate(TenantId tenant, UUID id, Optional<Instant> seen, Instant now) {
    SigningSecret next = SigningSecret.draw(random);
    WebhookEndpoint.Change nothing =
        new WebhookEndpoint.Change(Optional.empty(), Optional.empty(), Optional.empty());
    return database.write(
        tx ->
            unchanged(tx, tenant, id, seen)
                .map(
                    before -> {
                      WebhookEndpoint after = before.with(nothing, now);
                      rows.storeSecrets(tx, after, rows.secrets(tx, tenant, id).rotated(next, now));
                      WebhookActs.rotated(tx, after);
                      return new Made(after, next);
                    }));
  }

  private static Optional<WebhookEndpoint> unchanged(
      Transaction tx, TenantId tenant, UUID id, Optional<Instant> seen) {
    return WebhookRows.find(tx, tenant, id)
        .filter(found -> seen.isEmpty() || seen.get().equals(found.updatedAt()));
  }

  @Override
  public Optional<WebhookEndpoint> test(TenantId tenant, UUID id, Instant now) {
    return database.write(
        tx -> {
          Optional<WebhookEndpoint> endpoint =
              WebhookRows.find(tx, tenant, id).filter(WebhookEndpoint::enabled);
          endpoint.ifPresent(
              _ -> notifications.replace(tx, tenant, id, new Notification.EndpointTested(), now));
          return endpoint;
        });
  }

  @Override
  public Optional<Target> target(TenantId tenant, UUID id) {
    return database.read(tx -> rows.target(tx, tenant, id));
  }

  @Override
  public boolean disable(TenantId tenant, UUID id, EndpointUrl url, String reason, Instant now) {
    return database.write(
        tx -> {
          Optional<WebhookEndpoint> found =
              WebhookRows.find(tx, tenant, id)
                  .filter(endpoint -> endpoint.enabled() && endpoint.url().equals(url));
          found.ifPresent(
              before -> {
                WebhookEndpoint after =
                    new WebhookEndpoint(
                        id,
                        tenant,
                        before.url(),
                        before.types(),
                        /* enabled= */ false,
                        Optional.of(reason),
                        before.createdAt(),
                        now);
                WebhookRows.update(tx, after);
                WebhookActs.updated(tx, before, after);
              });
          return found.isPresent();
        });
  }
}
