package dev.waybill.server.sql;

import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/** The rows of drafts of storage integrations. */
final class DraftRows {
  private DraftRows() {}

  static void insert(Transaction tx, IntegrationDraft draft) {
    tx.update(
        """
        INSERT INTO integration_drafts (id, tenant_id, name, external_id, created_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        draft.id().value(),
        draft.tenant().value(),
        draft.name(),
        draft.externalId(),
        draft.createdAt());
  }

  static Optional<IntegrationDraft> find(Transaction tx, TenantId tenant, IntegrationId id) {
    return tx.one(
        DraftRows::draft,
        "SELECT * FROM integration_drafts WHERE id = ? AND tenant_id = ?",
        id.value(),
        tenant.value());
  }

  static List<IntegrationDraft> list(Transaction tx, TenantId tenant) {
    return tx.all(
        DraftRows::draft,
        "SELECT * FROM integration_drafts WHERE tenant_id = ? ORDER BY created_at, id",
        tenant.value());
  }

  static void delete(Transaction tx, IntegrationDraft draft) {
    tx.update("DELETE FROM integration_drafts WHERE id = ?", draft.id().value());
  }

  private static IntegrationDraft draft(Row row) {
    return new IntegrationDraft(
        new IntegrationId(row.uuid("id")),
        new TenantId(row.text("tenant_id")),
        row.optionalText("name"),
        row.uuid("external_id"),
        row.time("created_at"));
  }
}
