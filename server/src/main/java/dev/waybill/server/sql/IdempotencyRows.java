package dev.waybill.server.sql;

import dev.waybill.export.IdempotencyKey;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Which request made what. */
final class IdempotencyRows {
  /** What is made; each has keys of its own. */
  enum Operation {
    CREATE_EXPORT_CONFIGURATION("export configuration"),
    CREATE_STORAGE_INTEGRATION("storage integration"),
    CREATE_API_KEY("API key"),
    CREATE_WEBHOOK_ENDPOINT("webhook endpoint");

    private final String made;

    Operation(String made) {
      this.made = made;
    }
  }

  private IdempotencyRows() {}

  private record Made(String requestDigest, UUID result) {}

  /**
   * The answer to a request whose key was used before; empty if it was not.
   *
   * @param asItIsNow the answer that shows what was made; empty if that is deleted
   * @param conflict the answer that says why there is none
   */
  static <A> Optional<A> answer(
      Transaction tx,
      TenantId tenant,
      Operation operation,
      IdempotencyKey key,
      Function<UUID, Optional<A>> asItIsNow,
      Function<String, A> conflict) {
    return find(tx, tenant, operation, key)
        .map(
            made ->
                made.requestDigest().equals(key.requestDigest())
                    ? asItIsNow
                        .apply(made.result())
                        .orElseGet(
                            () ->
                                conflict.apply(
                                    "The "
                                        + operation.made
                                        + " that was created with this idempotency key has been"
                                        + " deleted: send a new key."))
                    : conflict.apply(
                        "The idempotency key was used for another request: send a new key."));
  }

  private static Optional<Made> find(
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
