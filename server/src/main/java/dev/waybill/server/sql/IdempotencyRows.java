package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Which request made which configuration. */
final class IdempotencyRows {
  private static final String OPERATION = "CREATE_EXPORT_CONFIGURATION";

  private IdempotencyRows() {}

  /** What a key stands for. */
  record Made(String requestDigest, ConfigurationId configuration) {}

  static Optional<Made> find(Transaction tx, TenantId tenant, IdempotencyKey key) {
    return tx.one(
        row -> new Made(row.text("request_digest"), new ConfigurationId(row.uuid("result_id"))),
        """
        SELECT request_digest, result_id FROM idempotency_keys
        WHERE tenant_id = ? AND operation = ? AND idempotency_key = ?
        """,
        tenant.value(),
        OPERATION,
        key.value());
  }

  static void insert(
      Transaction tx, TenantId tenant, IdempotencyKey key, ConfigurationId made, Instant now) {
    tx.update(
        """
        INSERT INTO idempotency_keys (tenant_id, operation, idempotency_key, request_digest,
          result_id, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        tenant.value(),
        OPERATION,
        key.value(),
        key.requestDigest(),
        made.value(),
        now);
  }
}
