package dev.waybill.server.sql;

import dev.waybill.export.IdempotencyKey;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which request made what. */
final class IdempotencyRows {
  /** What is made; each has keys of its own. */
  enum Operation {
    CREATE_EXPORT_CONFIGURATION,
    CREATE_STORAGE_INTEGRATION
  }

  private IdempotencyRows() {}

  /** What a key stands for. */
  record Made(String requestDigest, UUID result) {}

  static Optional<Made> find(
      Transaction tx, TenantId tenant, Operation operation, IdempotencyKey key) {
    return tx.one(
        row -> new Made(row.text("request_digest"), row.uuid("result_id")),
        """
        SELECT request_digest, result_id FROM idempotency_keys
        WHERE tenant_id = ? AND operation = ? AND idempotency_key = ?
        """,
        tenant.value(),
        operation,
        key.value());
  }

  static void insert(
      Transaction tx,
      TenantId tenant,
      Operation operation,
      IdempotencyKey key,
      UUID made,
      Instant now) {
    tx.update(
        """
        INSERT INTO idempotency_keys (tenant_id, operation, idempotency_key, request_digest,
          result_id, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        tenant.value(),
        operation,
        key.value(),
        key.requestDigest(),
        made,
        now);
  }
}
