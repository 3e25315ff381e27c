package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations.Confirmed;
import dev.waybill.server.expiry.ExpirySchedule;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  private final CredentialRows credentials;
  private final IntegrationNews news;

  IntegrationRows(SecretKey key, IntegrationNews news) {
    this.credentials = new CredentialRows(key);
    this.news = requireNonNull(news, "news is null");
  }

  /** What lets them in. */
  CredentialRows credentials() {
    return credentials;
  }

  void insert(Transaction tx, StorageIntegration integration, Credentials first) {
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
        credentials.encrypt(integration.tenant(), integration.id(), first),
        AuthenticationJson.write(first.authentication()),
        ExpirySchedule.first(first.authentication()),
        test.status(),
        test.stage(),
        TestRows.note(test),
        test.testedAt(),
        integration.revision(),
        integration.createdAt(),
        integration.updatedAt());
    news.created(tx, integration, first);
  }

  /** One that stays when its last export is deleted. */
  void insertStandalone(Transaction tx, StorageIntegration integration, Credentials first) {
    insert(tx, integration, first);
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
    Optional<StorageIntegration> before = findOfAnyTenant(tx, id);
    tx.update(
        "UPDATE storage_integrations SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL",
        now,
        id.value());
    CredentialRows.forget(tx, id);
    before.ifPresent(integration -> IntegrationNews.deleted(tx, integration));
  }

  /**
   * Deletes one that was made for an export, unless an export configuration uses it.
   *
   * @return whether it is deleted
   */
  boolean deleteUnused(Transaction tx, IntegrationId id, Instant now) {
    Optional<StorageIntegration> before = findOfAnyTenant(tx, id);
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
    CredentialRows.forget(tx, id);
    before.filter(_ -> deleted).ifPresent(integration -> IntegrationNews.deleted(tx, integration));
    return deleted;
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

  private StorageIntegration deleted(Row row) {
    StorageIntegration before = integration(row);
    return before.tested(before.location(), DeletedIntegration.test(row.time("deleted_at")));
  }

  private StorageIntegration integration(Row row) {
    Location location = LocationJson.read(row.text("location"));
    Authentication authentication = CredentialRows.authentication(row);
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
