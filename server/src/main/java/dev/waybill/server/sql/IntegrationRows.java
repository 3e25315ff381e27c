package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations.Confirmed;
import dev.waybill.server.expiry.ExpirySchedule;
import dev.waybill.server.secrets.SecretBinding;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rows of storage integrations; the deleted ones are not found, but by attempts of streams that
 * end there.
 */
final class IntegrationRows {
  private static final String DELETED_IN_USE =
      """
      SELECT * FROM storage_integrations
      WHERE tenant_id = ? AND deleted_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM export_configurations c
        WHERE c.integration_id = storage_integrations.id AND c.deleted_at IS NULL)
      """;

  private final SecretKey key;

  IntegrationRows(SecretKey key) {
    this.key = requireNonNull(key, "key is null");
  }

  void insert(Transaction tx, StorageIntegration integration, Credentials credentials) {
    ConnectionTest test = integration.lastTest();
    tx.update(
        """
        INSERT INTO storage_integrations (id, tenant_id, name, location, place, external_id,
          credentials, authentication, expiry_notice_at, test_status, test_stage, test_failure,
          tested_at, revision, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        integration.id().value(),
        integration.tenant().value(),
        integration.name(),
        LocationJson.write(integration.location()),
        integration.location().toString(),
        integration.externalId(),
        encrypt(integration.tenant(), integration.id(), credentials),
        AuthenticationJson.write(credentials.authentication()),
        ExpirySchedule.first(credentials.authentication()),
        test.status(),
        test.stage(),
        TestRows.note(test),
        test.testedAt(),
        integration.revision(),
        integration.createdAt(),
        integration.updatedAt());
  }

  /** One that stays when its last export is deleted. */
  void insertStandalone(Transaction tx, StorageIntegration integration, Credentials credentials) {
    insert(tx, integration, credentials);
    tx.update(
        "UPDATE storage_integrations SET standalone = 1 WHERE id = ?", integration.id().value());
  }

  Optional<StorageIntegration> find(Transaction tx, TenantId tenant, IntegrationId id) {
    return tx.one(
        this::integration,
        "SELECT * FROM storage_integrations WHERE id = ? AND tenant_id = ? AND deleted_at IS NULL",
        id.value(),
        tenant.value());
  }

  /** Whoever's it is. */
  Optional<StorageIntegration> findOfAnyTenant(Transaction tx, IntegrationId id) {
    return tx.one(
        this::integration,
        "SELECT * FROM storage_integrations WHERE id = ? AND deleted_at IS NULL",
        id.value());
  }

  /** Also one that is deleted. */
  Optional<StorageIntegration> findOrEnding(Transaction tx, TenantId tenant, IntegrationId id) {
    return tx.one(
        this::integration,
        "SELECT * FROM storage_integrations WHERE id = ? AND tenant_id = ?",
        id.value(),
        tenant.value());
  }

  List<StorageIntegration> list(Transaction tx, TenantId tenant) {
    return tx.all(
        this::integration,
        """
        SELECT * FROM storage_integrations WHERE tenant_id = ? AND deleted_at IS NULL
        ORDER BY created_at, id
        """,
        tenant.value());
  }

  /** Deleted ones that detached configurations name, with what is known of them since. */
  List<StorageIntegration> deletedInUse(Transaction tx, TenantId tenant) {
    return tx.all(this::deleted, DELETED_IN_USE + " ORDER BY created_at, id", tenant.value());
  }

  Optional<StorageIntegration> deletedInUse(Transaction tx, TenantId tenant, IntegrationId id) {
    return tx.one(this::deleted, DELETED_IN_USE + " AND id = ?", tenant.value(), id.value());
  }

  Optional<Credentials> credentials(Transaction tx, TenantId tenant, IntegrationId id) {
    return tx.one(
        row -> credentials(tenant, id, row),
        """
        SELECT credentials, authentication, external_id FROM storage_integrations
        WHERE id = ? AND tenant_id = ? AND deleted_at IS NULL
        """,
        id.value(),
        tenant.value());
  }

  /** Also of one that is deleted, while streams end there. */
  Optional<Credentials> credentialsOrEnding(Transaction tx, TenantId tenant, IntegrationId id) {
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
    if (credentials(tx, tenant, id).orElseThrow() instanceof AccessKey key
        && key.previous().isPresent()) {
      tx.update(
          "UPDATE storage_integrations SET credentials = ? WHERE id = ?",
          encrypt(tenant, id, key.alone()),
          id.value());
    }
  }

  /** Whoever was not given a name, but has the location's, follows it in that too. */
  void relocate(Transaction tx, StorageIntegration old, Location location, Instant now) {
    tx.update(
        "UPDATE export_configurations SET name = ? WHERE integration_id = ? AND name = ?",
        location.toString(),
        old.id().value(),
        old.location().toString());
    tx.update(
        """
        UPDATE storage_integrations SET name = CASE WHEN name = place THEN ? ELSE name END,
          location = ?, place = ?, revision = ?, updated_at = ?,
          confirmed_place = CASE WHEN confirmed_place = ? THEN confirmed_place ELSE NULL END
        WHERE id = ?
        """,
        location.toString(),
        LocationJson.write(location),
        location.toString(),
        old.revision() + 1,
        now,
        location.toString(),
        old.id().value());
    TestRows.forget(tx, old.id(), now);
  }

  /**
   * What was confirmed with another identity, such as that of another directory, has to be
   * confirmed again; a new secret of the same one changes nothing about whose the place is.
   */
  void storeCredentials(Transaction tx, StorageIntegration old, Credentials changed, Instant now) {
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

  /**
   * Unless it is at another revision by now.
   *
   * @param learned the location of that revision, with what is known about the store there now
   */
  boolean recordTest(
      Transaction tx,
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned) {
    Optional<StorageIntegration> before = find(tx, tenant, id);
    boolean current = TestRows.store(tx, tenant, id, revision, test, learned);
    before.filter(_ -> current).ifPresent(known -> IntegrationActs.tested(tx, known, test));
    return current;
  }

  Confirmed confirm(Transaction tx, TenantId tenant, IntegrationId id, long revision, Instant now) {
    return find(tx, tenant, id)
        .filter(current -> current.revision() == revision)
        .map(current -> PlaceRows.confirm(tx, current, now))
        .orElse(Confirmed.CHANGED);
  }

  /** Deletes it; the export configurations that use it are detached. */
  void delete(Transaction tx, IntegrationId id, Instant now) {
    tx.update(
        "UPDATE storage_integrations SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL",
        now,
        id.value());
    forgetSecret(tx, id);
  }

  /**
   * Deletes one that was made for an export, unless an export configuration uses it.
   *
   * @return whether it is deleted
   */
  boolean deleteUnused(Transaction tx, IntegrationId id, Instant now) {
    boolean deleted =
        tx.changed(
            """
            UPDATE storage_integrations SET deleted_at = ?
            WHERE id = ? AND deleted_at IS NULL AND standalone = 0 AND NOT EXISTS (
              SELECT 1 FROM export_configurations c
              WHERE c.integration_id = storage_integrations.id AND c.deleted_at IS NULL)
            """,
            now,
            id.value());
    forgetSecret(tx, id);
    return deleted;
  }

  /** Of the deleted integration of a configuration that has ended. */
  static void forgetSecret(Transaction tx, ConfigurationId ended) {
    tx.one(
            row -> new IntegrationId(row.uuid("integration_id")),
            "SELECT integration_id FROM export_configurations WHERE id = ?",
            ended.value())
        .ifPresent(integration -> forgetSecret(tx, integration));
  }

  /** Of a deleted integration, and that its place is the tenant's, unless a stream ends there. */
  private static void forgetSecret(Transaction tx, IntegrationId id) {
    tx.update(
        """
        UPDATE storage_integrations SET credentials = NULL, confirmed_place = NULL
        WHERE id = ? AND deleted_at IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM export_configurations c
          WHERE c.integration_id = storage_integrations.id AND c.ending = 1)
        """,
        id.value());
  }

  /** All of a deleted integration that no export configuration names, not even a deleted one. */
  static void forgetUnnamed(Transaction tx, IntegrationId id) {
    tx.update(
        """
        DELETE FROM storage_integrations
        WHERE id = ? AND deleted_at IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM export_configurations c WHERE c.integration_id = storage_integrations.id)
        """,
        id.value());
  }

  private byte[] encrypt(TenantId tenant, IntegrationId id, Credentials credentials) {
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

  private static Authentication authentication(Row row) {
    return AuthenticationJson.read(row.text("authentication"));
  }

  private static SecretBinding binding(TenantId tenant, IntegrationId id) {
    return new DestinationCredentials(tenant, id.value());
  }

  private StorageIntegration deleted(Row row) {
    StorageIntegration before = integration(row);
    return before.tested(before.location(), DeletedIntegration.test(row.time("deleted_at")));
  }

  private StorageIntegration integration(Row row) {
    Location location = LocationJson.read(row.text("location"));
    Authentication authentication = authentication(row);
    return new StorageIntegration(
        new IntegrationId(row.uuid("id")),
        new TenantId(row.text("tenant_id")),
        row.text("name"),
        location,
        authentication,
        PlaceRows.isConfirmed(row, location, authentication),
        row.uuid("external_id"),
        TestRows.last(row),
        row.number("revision"),
        row.time("created_at"),
        row.time("updated_at"));
  }
}
