package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.expiry.ExpirySchedule;
import dev.waybill.server.secrets.SecretBinding;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What lets storage integrations in, as a part of their rows: encrypted, and bound to the tenant
 * and the integration, so that no row's secret opens in another.
 */
final class CredentialRows {
  private final SecretKey key;

  CredentialRows(SecretKey key) {
    this.key = requireNonNull(key, "key is null");
  }

  Optional<Credentials> find(Transaction tx, TenantId tenant, IntegrationId id) {
    return tx.one(
        row -> credentials(tenant, id, row),
        """
        SELECT credentials, authentication, external_id FROM storage_integrations
        WHERE id = ? AND tenant_id = ? AND deleted_at IS NULL
        """,
        id.value(),
        tenant.value());
  }

  /** Also of an integration that is deleted, while streams end there. */
  Optional<Credentials> findOrEnding(Transaction tx, TenantId tenant, IntegrationId id) {
    return tx.one(
        row -> credentials(tenant, id, row),
        """
        SELECT credentials, authentication, external_id FROM storage_integrations
        WHERE id = ? AND tenant_id = ? AND credentials IS NOT NULL
        """,
        id.value(),
        tenant.value());
  }

  /** Those of the integrations that have any; the secrets of no others are decrypted. */
  Map<IntegrationId, HeldKeys> accessKeys(
      Transaction tx, TenantId tenant, Set<IntegrationId> asked) {
    Map<IntegrationId, HeldKeys> keys = new HashMap<>();
    for (IntegrationId id : asked) {
      tx.one(
              row -> accessKeys(tenant, id, row),
              """
              SELECT credentials, authentication, external_id, created_at FROM storage_integrations
              WHERE id = ? AND tenant_id = ? AND deleted_at IS NULL AND authentication = ?
                AND credentials IS NOT NULL
              """,
              id.value(),
              tenant.value(),
              AuthenticationJson.write(new Authentication.AccessKey()))
          .flatMap(Function.identity())
          .ifPresent(held -> keys.put(id, held));
    }
    return keys;
  }

  /** Forgets the access key before the current one; to its user the integration stays the same. */
  void forgetPreviousKey(Transaction tx, TenantId tenant, IntegrationId id) {
    if (find(tx, tenant, id).orElseThrow() instanceof AccessKey key && key.previous().isPresent()) {
      tx.update(
          "UPDATE storage_integrations SET credentials = ? WHERE id = ?",
          encrypt(tenant, id, key.alone()),
          id.value());
    }
  }

  /**
   * What was confirmed with another identity, such as that of another directory, has to be
   * confirmed again; a new secret of the same one changes nothing about whose the place is.
   */
  void store(Transaction tx, StorageIntegration old, Credentials changed, Instant now) {
    String authentication = AuthenticationJson.write(changed.authentication());
    tx.update(
        """
        UPDATE storage_integrations SET credentials = ?, authentication = ?, expiry_notice_at = ?,
          confirmed_place = CASE WHEN authentication = ? THEN confirmed_place ELSE NULL END,
          revision = ?, updated_at = ?
        WHERE id = ?
        """,
        encrypt(old.tenant(), old.id(), changed),
        authentication,
        ExpirySchedule.first(changed.authentication()),
        authentication,
        old.revision() + 1,
        now,
        old.id().value());
    TestRows.forget(tx, old.id(), now);
  }

  /** Of the deleted integration of a configuration that has ended. */
  static void forget(Transaction tx, ConfigurationId ended) {
    tx.one(
            row -> new IntegrationId(row.uuid("integration_id")),
            "SELECT integration_id FROM export_configurations WHERE id = ?",
            ended.value())
        .ifPresent(integration -> forget(tx, integration));
  }

  /** Of a deleted integration, and that its place is the tenant's, unless a stream ends there. */
  static void forget(Transaction tx, IntegrationId id) {
    tx.update(
        """
        UPDATE storage_integrations SET credentials = NULL, confirmed_place = NULL
        WHERE id = ? AND deleted_at IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM export_configurations c
          WHERE c.integration_id = storage_integrations.id AND c.ending = 1)
        """,
        id.value());
  }

  static Authentication authentication(Row row) {
    return AuthenticationJson.read(row.text("authentication"));
  }

  byte[] encrypt(TenantId tenant, IntegrationId id, Credentials credentials) {
    return key.encrypt(CredentialsJson.write(credentials), binding(tenant, id));
  }

  private Credentials credentials(TenantId tenant, IntegrationId id, Row row) {
    byte[] sealed = row.optionalBytes("credentials").orElseThrow();
    return CredentialsJson.read(
        key.decrypt(sealed, binding(tenant, id)),
        authentication(row),
        id.value(),
        row.uuid("external_id"));
  }

  private Optional<HeldKeys> accessKeys(TenantId tenant, IntegrationId id, Row row) {
    return switch (credentials(tenant, id, row)) {
      case AccessKey key -> Optional.of(HeldKeys.of(key, row.time("created_at")));
      default -> Optional.empty();
    };
  }

  private static SecretBinding binding(TenantId tenant, IntegrationId id) {
    return new DestinationCredentials(tenant, id.value());
  }
}
