package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.secrets.SecretBinding.WebhookSecret;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.server.webhooks.EndpointSecrets;
import dev.waybill.server.webhooks.EndpointUrl;
import dev.waybill.server.webhooks.WebhookEndpoint;
import dev.waybill.server.webhooks.WebhookEndpoints.Target;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of webhook endpoints. */
final class WebhookRows {
  private static final String ONE =
      "SELECT * FROM webhook_endpoints WHERE id = ? AND tenant_id = ?";

  private final SecretKey key;

  WebhookRows(SecretKey key) {
    this.key = requireNonNull(key, "key is null");
  }

  /** Those of the tenant's endpoints that are to be told of it. */
  static List<UUID> wanting(Transaction tx, TenantId tenant, NotificationType type) {
    return tx.all(
        row -> row.uuid("id"),
        """
        SELECT id FROM webhook_endpoints WHERE tenant_id = ? AND enabled = 1
          AND (types = '' OR ' ' || types || ' ' LIKE '% ' || ? || ' %')
        ORDER BY created_at, id
        """,
        tenant.value(),
        type.text());
  }

  static List<WebhookEndpoint> list(Transaction tx, TenantId tenant) {
    return tx.all(
        WebhookRows::endpoint,
        "SELECT * FROM webhook_endpoints WHERE tenant_id = ? ORDER BY created_at, id",
        tenant.value());
  }

  static Optional<WebhookEndpoint> find(Transaction tx, TenantId tenant, UUID id) {
    return tx.one(WebhookRows::endpoint, ONE, id, tenant.value());
  }

  Optional<Target> target(Transaction tx, TenantId tenant, UUID id) {
    return tx.one(
        row ->
            new Target(
                new EndpointUrl(row.text("url")),
                WebhookSecretJson.read(
                    key.decrypt(
                        row.optionalBytes("secret").orElseThrow(), new WebhookSecret(tenant, id)))),
        ONE + " AND enabled = 1",
        id,
        tenant.value());
  }

  EndpointSecrets secrets(Transaction tx, TenantId tenant, UUID id) {
    return tx.one(
            row ->
                WebhookSecretJson.read(
                    key.decrypt(
                        row.optionalBytes("secret").orElseThrow(), new WebhookSecret(tenant, id))),
            ONE,
            id,
            tenant.value())
        .orElseThrow();
  }

  void insert(Transaction tx, WebhookEndpoint endpoint, EndpointSecrets secrets) {
    tx.update(
        """
        INSERT INTO webhook_endpoints (id, tenant_id, url, types, enabled, disabled_why, secret,
          created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        endpoint.id(),
        endpoint.tenant().value(),
        endpoint.url().text(),
        types(endpoint),
        endpoint.enabled(),
        endpoint.disabledReason(),
        encrypt(endpoint, secrets),
        endpoint.createdAt(),
        endpoint.updatedAt());
  }

  /** Nothing waits any more for one that is disabled. */
  static void update(Transaction tx, WebhookEndpoint endpoint) {
    tx.update(
        """
        UPDATE webhook_endpoints SET url = ?, types = ?, enabled = ?, disabled_why = ?, updated_at = ?
        WHERE id = ? AND tenant_id = ?
        """,
        endpoint.url().text(),
        types(endpoint),
        endpoint.enabled(),
        endpoint.disabledReason(),
        endpoint.updatedAt(),
        endpoint.id(),
        endpoint.tenant().value());
    if (!endpoint.enabled()) {
      NotificationRows.remove(tx, endpoint.tenant(), endpoint.id().toString());
    }
  }

  void storeSecrets(Transaction tx, WebhookEndpoint endpoint, EndpointSecrets secrets) {
    tx.update(
        "UPDATE webhook_endpoints SET secret = ?, updated_at = ? WHERE id = ? AND tenant_id = ?",
        encrypt(endpoint, secrets),
        endpoint.updatedAt(),
        endpoint.id(),
        endpoint.tenant().value());
  }

  static void delete(Transaction tx, WebhookEndpoint endpoint) {
    tx.update(
        "DELETE FROM webhook_endpoints WHERE id = ? AND tenant_id = ?",
        endpoint.id(),
        endpoint.tenant().value());
    NotificationRows.remove(tx, endpoint.tenant(), endpoint.id().toString());
  }

  private byte[] encrypt(WebhookEndpoint endpoint, EndpointSecrets secrets) {
    return key.encrypt(
        WebhookSecretJson.write(secrets), new WebhookSecret(endpoint.tenant(), endpoint.id()));
  }

  private static String types(WebhookEndpoint endpoint) {
    return endpoint.types().stream()
        .sorted()
        .map(NotificationType::text)
        .collect(Collectors.joining(" "));
  }

  private static WebhookEndpoint endpoint(Row row) {
    return new WebhookEndpoint(
        row.uuid("id"),
        new TenantId(row.text("tenant_id")),
        new EndpointUrl(row.text("url")),
        Stream.of(row.text("types").split(" "))
            .flatMap(type -> NotificationType.of(type).stream())
            .collect(Collectors.toUnmodifiableSet()),
        row.flag("enabled"),
        row.optionalText("disabled_why"),
        row.time("created_at"),
        row.time("updated_at"));
  }
}
