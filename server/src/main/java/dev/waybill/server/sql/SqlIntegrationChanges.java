package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlIntegrationChanges implements IntegrationChanges {
  private final Database database;
  private final IntegrationRows integrations;
  private final IntegrationCreation creation;
  private final Redirections redirections;

  SqlIntegrationChanges(Database database, IntegrationRows integrations, int limitPerTenant) {
    this.database = requireNonNull(database, "database is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.creation = new IntegrationCreation(integrations, limitPerTenant);
    this.redirections = new Redirections(integrations);
  }

  @Override
  public Change draft(IntegrationDraft draft, Optional<IdempotencyKey> key) {
    return database.write(tx -> creation.draft(tx, draft, key));
  }

  @Override
  public Change create(
      StorageIntegration integration, Credentials credentials, Optional<IdempotencyKey> key) {
    return database.write(tx -> creation.create(tx, integration, credentials, key));
  }

  @Override
  public Change complete(StorageIntegration integration, Credentials credentials) {
    return database.write(tx -> creation.complete(tx, integration, credentials));
  }

  @Override
  public Change redirect(Redirection change, LinkedExports linked, Instant now) {
    StorageIntegration before = change.before();
    return database.write(
        tx -> {
          Optional<StorageIntegration> found = integrations.find(tx, before.tenant(), before.id());
          if (found.isEmpty()) {
            return new Change.NotFound();
          }
          Optional<String> refusal = redirections.refusal(tx, change, found.get());
          if (refusal.isPresent()) {
            return new Change.Conflict(refusal.get());
          }
          redirections.apply(tx, change, now);
          List<ConfigurationId> exports = exports(tx, before.id());
          if (!change.changesNothing()) {
            LinkedExports become = change.moves() ? linked : LinkedExports.UPDATE;
            exports.forEach(export -> follow(tx, export, become, now));
            IntegrationActs.redirected(tx, change, become, exports);
          }
          return new Change.Done(
              integrations.find(tx, before.tenant(), before.id()).orElseThrow(), exports);
        });
  }

  @Override
  public Change delete(
      TenantId tenant, IntegrationId id, LinkedExportsAtDeletion linked, Instant now) {
    return database.write(
        tx -> {
          Optional<IntegrationDraft> draft = DraftRows.find(tx, tenant, id);
          if (draft.isPresent()) {
            deleteDraft(tx, draft.get());
            return new Change.Drafted(draft.get());
          }
          Optional<StorageIntegration> found = integrations.find(tx, tenant, id);
          if (found.isEmpty()) {
            return new Change.NotFound();
          }
          List<ConfigurationId> exports = exports(tx, id);
          for (ConfigurationId export : exports) {
            switch (linked) {
              case PAUSE -> follow(tx, export, LinkedExports.PAUSE, now);
              case DELETE -> EndingRows.begin(tx, export, now);
            }
          }
          integrations.delete(tx, id, now);
          IntegrationActs.deleted(tx, found.get(), linked, exports);
          return new Change.Done(found.get(), exports);
        });
  }

  @Override
  public Change deleteDraft(TenantId tenant, IntegrationId id) {
    return database.write(
        tx -> {
          Optional<IntegrationDraft> draft = DraftRows.find(tx, tenant, id);
          if (draft.isPresent()) {
            deleteDraft(tx, draft.get());
            return new Change.Drafted(draft.get());
          }
          return integrations.find(tx, tenant, id).isPresent()
              ? new Change.Conflict(
                  "The draft was completed in the meantime, so nothing was deleted: delete the"
                      + " storage integration that it is now, if that is what you want.")
              : new Change.NotFound();
        });
  }

  private static void deleteDraft(Transaction tx, IntegrationDraft draft) {
    DraftRows.delete(tx, draft);
    IntegrationActs.draftDeleted(tx, draft);
  }

  /** The revision is raised, so that no change that was made with the old destination follows. */
  private static void follow(
      Transaction tx, ConfigurationId export, LinkedExports linked, Instant now) {
    tx.update(
        "UPDATE export_configurations SET revision = revision + 1, updated_at = ? WHERE id = ?",
        now,
        export.value());
    switch (linked) {
      case PAUSE -> {
        tx.update("UPDATE export_configurations SET enabled = 0 WHERE id = ?", export.value());
        JobRows.takeBackRequest(tx, export);
      }
      case UPDATE -> {}
    }
  }

  private static List<ConfigurationId> exports(Transaction tx, IntegrationId id) {
    return tx.all(
        row -> new ConfigurationId(row.uuid("id")),
        """
        SELECT id FROM export_configurations
        WHERE integration_id = ? AND deleted_at IS NULL ORDER BY created_at, id
        """,
        id.value());
  }
}
