package dev.waybill.server.sql;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.KeyLimitException;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of API keys. */
final class KeyRows {
  /** For how long a key that has expired is still listed. */
  private static final Duration SHOWN = Duration.ofDays(30);

  /** Of tenants without a quota of their own. */
  private static final int MOST_PER_TENANT = 1_000;

  private KeyRows() {}

  /** A key that was not revoked, with what outsiders are not told. */
  record Stored(ApiKey key, KeyHash hash, Optional<UUID> replacedBy) {
    private static Stored of(Row row) {
      return new Stored(
          KeyRows.key(row),
          KeyRows.hash(row),
          row.optionalText("replaced_by").map(UUID::fromString));
    }
  }

  static void requireRoom(Transaction tx, TenantId tenant, Instant now) {
    if (!tx.exists("SELECT 1 FROM tenants WHERE id = ?", tenant.value())) {
      throw new InvalidInput("tenant", "There is no tenant " + tenant + ".");
    }
    long existing = alive(tx, tenant, now);
    if (existing >= limit(tx, tenant)) {
      throw new KeyLimitException(existing);
    }
  }

  /**
   * So that each key may be replaced with an overlap, though the tenant has as many as it may, and
   * yet successors of successors are not without end.
   */
  static void requireRoomForSuccessor(Transaction tx, TenantId tenant, Instant now) {
    long existing = alive(tx, tenant, now);
    if (existing >= 2 * limit(tx, tenant)) {
      throw KeyLimitException.ofReplaced(existing);
    }
  }

  private static long alive(Transaction tx, TenantId tenant, Instant now) {
    return tx.one(
            row -> row.number("existing"),
            """
            SELECT COUNT(*) AS existing FROM api_keys
            WHERE tenant_id = ? AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > ?)
            """,
            tenant.value(),
            now)
        .orElseThrow();
  }

  private static long limit(Transaction tx, TenantId tenant) {
    return SqlTenants.limit(tx, tenant, CountQuotas::apiKeys, MOST_PER_TENANT);
  }

  static void insert(Transaction tx, ApiKeys.Issued issued) {
    ApiKey key = issued.key();
    tx.update(
        """
        INSERT INTO api_keys (id, tenant_id, name, permissions, prefix, hash, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        key.id(),
        key.tenant().map(TenantId::value),
        key.name(),
        PermissionText.write(key.permissions()),
        key.prefix(),
        KeyHash.of(issued.secret()).bytes(),
        key.createdAt(),
        key.expiresAt());
  }

  static Optional<ApiKey> find(Transaction tx, KeyHash presented) {
    return find(tx, "SELECT * FROM api_keys WHERE hash = ? AND revoked_at IS NULL", presented);
  }

  /** Also one that has ended. */
  static Optional<ApiKey> recognise(Transaction tx, KeyHash presented) {
    return find(tx, "SELECT * FROM api_keys WHERE hash = ?", presented);
  }

  private static Optional<ApiKey> find(Transaction tx, String sql, KeyHash presented) {
    return tx.all(Stored::of, sql, presented.bytes()).stream()
        .filter(stored -> stored.hash().equals(presented))
        .map(Stored::key)
        .findFirst();
  }

  /**
   * @param owner only of that tenant; empty for anybody's
   */
  static Optional<Stored> find(Transaction tx, Optional<TenantId> owner, UUID id) {
    return owner
        .map(
            tenant ->
                tx.one(
                    Stored::of,
                    """
                    SELECT * FROM api_keys WHERE id = ? AND tenant_id = ? AND revoked_at IS NULL
                    """,
                    id,
                    tenant.value()))
        .orElseGet(
            () ->
                tx.one(
                    Stored::of, "SELECT * FROM api_keys WHERE id = ? AND revoked_at IS NULL", id));
  }

  static List<ApiKey> list(Transaction tx, Optional<TenantId> tenant, Instant now) {
    Instant shown = now.minus(SHOWN);
    return tenant
        .map(
            id ->
                tx.all(
                    KeyRows::key,
                    """
                    SELECT * FROM api_keys WHERE tenant_id = ? AND revoked_at IS NULL
                      AND (expires_at IS NULL OR expires_at > ?)
                    ORDER BY created_at, id
                    """,
                    id.value(),
                    shown))
        .orElseGet(
            () ->
                tx.all(
                    KeyRows::key,
                    """
                    SELECT * FROM api_keys WHERE tenant_id IS NULL AND revoked_at IS NULL
                      AND (expires_at IS NULL OR expires_at > ?)
                    ORDER BY created_at, id
                    """,
                    shown));
  }

  static List<KeyHash> hashes(Transaction tx, TenantId tenant) {
    return tx.all(KeyRows::hash, "SELECT hash FROM api_keys WHERE tenant_id = ?", tenant.value());
  }

  static void revoke(Transaction tx, UUID id, Instant now) {
    tx.update("UPDATE api_keys SET revoked_at = ? WHERE id = ?", now, id);
  }

  static void replace(Transaction tx, UUID id, UUID successor, Instant end) {
    tx.update(
        "UPDATE api_keys SET expires_at = ?, replaced_by = ? WHERE id = ?", end, successor, id);
  }

  /**
   * Whether without it no key that works would be an operator's for as long as it would have been,
   * and for long enough to make another one.
   */
  static boolean isLastOperator(Transaction tx, ApiKey key, Instant now) {
    Instant soon = now.plus(ApiKeys.LEAST_OPERATOR_OVERLAP);
    return key.may(Permission.OPERATOR)
        && !key.isExpired(now)
        && list(tx, Optional.empty(), now).stream()
            .noneMatch(
                other ->
                    !other.id().equals(key.id())
                        && other.may(Permission.OPERATOR)
                        && !other.isExpired(soon)
                        && lastsAsLong(other, key));
  }

  private static boolean lastsAsLong(ApiKey other, ApiKey key) {
    return other
        .expiresAt()
        .map(end -> key.expiresAt().filter(own -> !end.isBefore(own)).isPresent())
        .orElse(true);
  }

  /** What is left of keys that ended before that. */
  static int removeEnded(Transaction tx, Instant end) {
    return tx.update("DELETE FROM api_keys WHERE revoked_at < ? OR expires_at < ?", end, end);
  }

  private static KeyHash hash(Row row) {
    return KeyHash.stored(row.optionalBytes("hash").orElseThrow());
  }

  private static ApiKey key(Row row) {
    return new ApiKey(
        row.uuid("id"),
        row.optionalText("tenant_id").map(TenantId::new),
        row.text("name"),
        PermissionText.read(row.text("permissions")),
        row.text("prefix"),
        row.time("created_at"),
        row.optionalTime("expires_at"));
  }
}
