package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.Redirection;
import dev.waybill.export.Stream;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

final class SqlExportConfigurations implements ExportConfigurations {
  private final Database database;
  private final ConfigurationCreation creation;
  private final IntegrationRows integrations;
  private final Redirections redirections;

  SqlExportConfigurations(Database database, IntegrationRows integrations, int limitPerTenant) {
    this.database = requireNonNull(database, "database is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.creation = new ConfigurationCreation(integrations, limitPerTenant);
    this.redirections = new Redirections(integrations);
  }

  @Override
  public Change create(
      StorageIntegration integration,
      Credentials credentials,
      ExportConfiguration configuration,
      Stream stream,
      Instant firstDue,
      Optional<IdempotencyKey> key) {
    return database.write(
        tx -> creation.create(tx, integration, credentials, configuration, stream, firstDue, key));
  }

  @Override
  public Change create(
      ExportConfiguration configuration,
      Stream stream,
      Instant firstDue,
      Optional<IdempotencyKey> key) {
    return database.write(tx -> creation.create(tx, configuration, stream, firstDue, key));
  }

  @Override
  public Optional<ExportConfiguration> find(TenantId tenant, ConfigurationId id) {
    return database.read(tx -> ConfigurationRows.find(tx, tenant, id));
  }

  @Override
  public List<ExportConfiguration> list(TenantId tenant) {
    return database.read(tx -> ConfigurationRows.list(tx, tenant));
  }

  @Override
  public List<ExportConfiguration> linked(TenantId tenant, IntegrationId integration) {
    return database.read(tx -> ConfigurationRows.linked(tx, tenant, integration));
  }

  @Override
  public Optional<Stream> stream(TenantId tenant, ConfigurationId id) {
    return database.read(tx -> ConfigurationRows.stream(tx, tenant, id));
  }

  @Override
  public Change update(ExportConfiguration changed, Instant nextDue) {
    return database.write(
        tx -> change(tx, changed, nextDue, _ -> Optional.empty(), Optional.empty()));
  }

  @Override
  public Change update(ExportConfiguration changed, Redirection redirection, Instant nextDue) {
    return database.write(
        tx ->
            change(
                tx,
                changed,
                nextDue,
                integration -> redirect(tx, changed, redirection, integration),
                Optional.of(redirection)));
  }

  @Override
  public Change setEnabled(TenantId tenant, ConfigurationId id, boolean enabled, Instant now) {
    return database.write(
        tx -> {
          if (enabled
              && ConfigurationRows.find(tx, tenant, id).isPresent()
              && Detached.is(tx, id)) {
            return new Change.Conflict(DeletedIntegration.STATUS);
          }
          boolean changed =
              tx.changed(
                  """
                  UPDATE export_configurations SET enabled = ?, updated_at = ?
                  WHERE id = ? AND tenant_id = ? AND deleted_at IS NULL AND enabled <> ?
                  """,
                  enabled,
                  now,
                  id.value(),
                  tenant.value(),
                  enabled);
          Optional<ExportConfiguration> stored = ConfigurationRows.find(tx, tenant, id);
          stored.filter(_ -> changed).ifPresent(export -> ExportActs.switched(tx, export));
          stored.ifPresent(configuration -> takeBackRequest(tx, configuration));
          return stored.<Change>map(Change.Done::new).orElseGet(Change.NotFound::new);
        });
  }

  @Override
  public Change delete(TenantId tenant, ConfigurationId id, Instant now) {
    return database.write(
        tx -> {
          Optional<ExportConfiguration> found = ConfigurationRows.find(tx, tenant, id);
          if (found.isEmpty()) {
            return new Change.NotFound();
          }
          EndingRows.begin(tx, id, now);
          boolean unused = integrations.deleteUnused(tx, found.get().integration(), now);
          ExportActs.deleted(tx, found.get(), unused);
          return new Change.Done(found.get());
        });
  }

  @Override
  public List<ConfigurationId> delivering(TenantId tenant, IntegrationId integration) {
    return database.read(
        tx ->
            tx.all(
                row -> new ConfigurationId(row.uuid("id")),
                """
                SELECT id FROM export_configurations
                WHERE integration_id = ? AND tenant_id = ? AND (deleted_at IS NULL OR ending = 1)
                ORDER BY id
                """,
                integration.value(),
                tenant.value()));
  }

  /**
   * @param destination what else changes; may refuse, and then has changed nothing
   * @param redirection what that is, for those who ask later
   */
  private Change change(
      Transaction tx,
      ExportConfiguration changed,
      Instant nextDue,
      Function<StorageIntegration, Optional<Change.Conflict>> destination,
      Optional<Redirection> redirection) {
    Optional<ExportConfiguration> current =
        ConfigurationRows.find(tx, changed.tenant(), changed.id());
    if (current.isEmpty()) {
      return new Change.NotFound();
    }
    if (current.get().revision() != changed.revision() - 1) {
      return new Change.Conflict(
          "The export configuration was changed in the meantime: read it again and repeat the"
              + " change.");
    }
    Optional<Change> refused =
        integrations
            .find(tx, changed.tenant(), changed.integration())
            .map(integration -> destination.apply(integration).<Change>map(Function.identity()))
            .orElseGet(() -> withoutIntegration(current.get(), changed, redirection));
    if (refused.isPresent()) {
      return refused.get();
    }
    // A name that is left as it was may be its destination's, and have followed that.
    Optional<String> newName =
        Optional.of(changed.name()).filter(name -> !name.equals(current.get().name()));
    tx.update(
        """
        UPDATE export_configurations
        SET name = COALESCE(?, name), integration_id = ?, tick_interval = ?, selection = ?, enabled = ?,
          revision = ?, next_due_at = ?, updated_at = ?
        WHERE id = ?
        """,
        newName,
        changed.integration().value(),
        changed.interval(),
        SettingsJson.write(changed.selection()),
        changed.enabled(),
        changed.revision(),
        nextDue,
        changed.updatedAt(),
        changed.id().value());
    if (!changed.integration().equals(current.get().integration())) {
      integrations.deleteUnused(tx, current.get().integration(), changed.updatedAt());
      IntegrationRows.forgetUnnamed(tx, current.get().integration());
    }
    ExportConfiguration stored =
        ConfigurationRows.find(tx, changed.tenant(), changed.id()).orElseThrow();
    takeBackRequest(tx, stored);
    ExportActs.updated(tx, current.get(), stored, redirection);
    return new Change.Done(stored);
  }

  /** A detached configuration's settings may change, but it delivers nothing. */
  private static Optional<Change> withoutIntegration(
      ExportConfiguration current, ExportConfiguration changed, Optional<Redirection> redirection) {
    if (!changed.integration().equals(current.integration())) {
      return Optional.of(new Change.IntegrationNotFound());
    }
    return changed.enabled() || redirection.isPresent()
        ? Optional.of(new Change.Conflict(DeletedIntegration.STATUS))
        : Optional.empty();
  }

  private Optional<Change.Conflict> redirect(
      Transaction tx,
      ExportConfiguration changed,
      Redirection redirection,
      StorageIntegration stored) {
    if (redirection.changesNothing()) {
      return Optional.empty();
    }
    Optional<String> refusal = redirections.refusal(tx, redirection, stored);
    if (refusal.isPresent()) {
      return refusal.map(Change.Conflict::new);
    }
    if (redirection.moves() && isShared(tx, changed)) {
      return Optional.of(
          new Change.Conflict(
              "Other export configurations use this storage integration, too: change its"
                  + " destination with updateStorageIntegrationDestination."));
    }
    redirections.apply(tx, redirection, changed.updatedAt());
    return Optional.empty();
  }

  private static boolean isShared(Transaction tx, ExportConfiguration by) {
    return tx.exists(
        """
        SELECT 1 FROM export_configurations
        WHERE integration_id = ? AND id <> ? AND deleted_at IS NULL LIMIT 1
        """,
        by.integration().value(),
        by.id().value());
  }

  /** A disabled configuration's job runs on a request only, and on none made before. */
  private static void takeBackRequest(Transaction tx, ExportConfiguration configuration) {
    if (!configuration.enabled()) {
      JobRows.takeBackRequest(tx, configuration.id());
    }
  }
}
