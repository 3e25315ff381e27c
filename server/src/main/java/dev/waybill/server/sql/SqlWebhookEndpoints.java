package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.Notification;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.secrets.SecretKey;
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
  public Optional<Made> create(
      TenantId tenant, EndpointUrl url, Set<NotificationType> types, boolean enabled, Instant now) {
    SigningSecret secret = SigningSecret.draw(random);
    WebhookEndpoint endpoint =
        new WebhookEndpoint(
            new RandomIds(random).get(), tenant, url, types, enabled, Optional.empty(), now, now);
    return database.write(
        tx -> {
          boolean mayMake =
              SqlTenants.find(tx, tenant).isPresent() && WebhookRows.list(tx, tenant).size() < MOST;
          if (!mayMake) {
            return Optional.empty();
          }
          rows.insert(tx, endpoint, EndpointSecrets.of(secret));
          WebhookActs.created(tx, endpoint);
          return Optional.of(new Made(endpoint, secret));
        });
  }

  @Override
  public Optional<WebhookEndpoint> update(
      TenantId tenant, UUID id, WebhookEndpoint.Change change, Instant now) {
    return database.write(
        tx ->
            WebhookRows.find(tx, tenant, id)
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
  public Optional<Made> rotate(TenantId tenant, UUID id, Instant now) {
    SigningSecret next = SigningSecret.draw(random);
    WebhookEndpoint.Change nothing =
        new WebhookEndpoint.Change(Optional.empty(), Optional.empty(), Optional.empty());
    return database.write(
        tx ->
            WebhookRows.find(tx, tenant, id)
                .map(
                    before -> {
                      WebhookEndpoint after = before.with(nothing, now);
                      rows.storeSecrets(tx, after, rows.secrets(tx, tenant, id).rotated(next, now));
                      WebhookActs.rotated(tx, after);
                      return new Made(after, next);
                    }));
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
