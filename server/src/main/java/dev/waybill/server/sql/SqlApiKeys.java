package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.KeyLimitException;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the keys that were presented, by their hashes, since every request presents one; what
 * is remembered ends with the key, as in {@link SqlTenants}. Unknown secrets are not remembered, so
 * that nobody can fill the memory with them.
 */
final class SqlApiKeys implements ApiKeys {
  private static final int REMEMBERED = 10_000;

  /** Of tenants without a quota of their own. */
  private static final int MOST_PER_TENANT = 1_000;

  private final Database database;
  private final SecureRandom random;
  private final RandomIds ids;
  private final Cache<KeyHash, @Nullable ApiKey> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  SqlApiKeys(Database database, SecureRandom random) {
    this.database = requireNonNull(database, "database is null");
    this.random = requireNonNull(random, "random is null");
    this.ids = new RandomIds(random);
  }

  @Override
  public Issued issue(
      Optional<TenantId> tenant, String name, Set<Permission> permissions, Instant now) {
    Issued issued = draw(tenant, name, permissions, now);
    database.run(tx -> insert(tx, issued));
    return issued;
  }

  @Override
  public void issue(
      Optional<TenantId> tenant,
      String name,
      Set<Permission> permissions,
      Instant now,
      Consumer<String> handover) {
    Issued issued = draw(tenant, name, permissions, now);
    database.run(
        tx -> {
          insert(tx, issued);
          handover.accept(issued.secret());
        });
  }

  private Issued draw(
      Optional<TenantId> tenant, String name, Set<Permission> permissions, Instant now) {
    String secret = KeySecrets.draw(random);
    ApiKey key =
        new ApiKey(
            ids.get(),
            tenant,
            name,
            permissions,
            secret.substring(0, KeySecrets.SHOWN),
            Times.of(Times.micros(now)));
    return new Issued(key, secret);
  }

  @Override
  public Optional<ApiKey> authenticate(String secret) {
    if (!KeySecrets.hasForm(secret)) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        known.get(KeyHash.of(secret), hash -> database.read(tx -> find(tx, hash)).orElse(null)));
  }

  @Override
  public List<ApiKey> list(Optional<TenantId> tenant) {
    return database.read(
        tx ->
            tenant
                .map(
                    id ->
                        tx.all(
                            SqlApiKeys::key,
                            """
                            SELECT * FROM api_keys WHERE tenant_id = ? AND revoked_at IS NULL
                            ORDER BY created_at, id
                            """,
                            id.value()))
                .orElseGet(
                    () ->
                        tx.all(
                            SqlApiKeys::key,
                            """
                            SELECT * FROM api_keys WHERE tenant_id IS NULL AND revoked_at IS NULL
                            ORDER BY created_at, id
                            """)));
  }

  @Override
  public boolean revoke(UUID id, Instant now) {
    Optional<Stored> revoked =
        database.write(
            tx -> {
              Optional<Stored> ended =
                  tx.one(
                      SqlApiKeys::stored,
                      """
                      UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL
                      RETURNING *
                      """,
                      now,
                      id);
              ended.ifPresent(stored -> KeyActs.revoked(tx, stored.key()));
              return ended;
            });
    forget(revoked.stream().map(Stored::hash).toList());
    return revoked.isPresent();
  }

  /** For keys that ended. */
  void forget(List<KeyHash> hashes) {
    hashes.forEach(known::invalidate);
  }

  static List<KeyHash> hashes(Transaction tx, TenantId tenant) {
    return tx.all(
        SqlApiKeys::hash, "SELECT hash FROM api_keys WHERE tenant_id = ?", tenant.value());
  }

  private static void insert(Transaction tx, Issued issued) {
    ApiKey key = issued.key();
    key.tenant().ifPresent(tenant -> requireRoom(tx, tenant));
    tx.update(
        """
        INSERT INTO api_keys (id, tenant_id, name, permissions, prefix, hash, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        key.id(),
        key.tenant().map(TenantId::value),
        key.name(),
        key.permissions().stream().map(Enum::name).sorted().collect(joining(" ")),
        key.prefix(),
        KeyHash.of(issued.secret()).bytes(),
        key.createdAt());
    KeyActs.issued(tx, key);
  }

  private static void requireRoom(Transaction tx, TenantId tenant) {
    if (!tx.exists("SELECT 1 FROM tenants WHERE id = ?", tenant.value())) {
      throw new InvalidInput("tenant", "There is no tenant " + tenant + ".");
    }
    long existing =
        tx.one(
                row -> row.number("existing"),
                """
                SELECT COUNT(*) AS existing FROM api_keys
                WHERE tenant_id = ? AND revoked_at IS NULL
                """,
                tenant.value())
            .orElseThrow();
    if (existing >= SqlTenants.limit(tx, tenant, CountQuotas::apiKeys, MOST_PER_TENANT)) {
      throw new KeyLimitException(existing);
    }
  }

  private static Optional<ApiKey> find(Transaction tx, KeyHash presented) {
    return tx
        .all(
            SqlApiKeys::stored,
            "SELECT * FROM api_keys WHERE hash = ? AND revoked_at IS NULL",
            presented.bytes())
        .stream()
        .filter(stored -> stored.hash().equals(presented))
        .map(Stored::key)
        .findFirst();
  }

  private static Stored stored(Row row) {
    return new Stored(hash(row), key(row));
  }

  private static KeyHash hash(Row row) {
    return KeyHash.stored(row.optionalBytes("hash").orElseThrow());
  }

  private static ApiKey key(Row row) {
    return new ApiKey(
        row.uuid("id"),
        row.optionalText("tenant_id").map(TenantId::new),
        row.text("name"),
        Stream.of(row.text("permissions").split(" "))
            .filter(word -> !word.isEmpty())
            .map(Permission::valueOf)
            .collect(toUnmodifiableSet()),
        row.text("prefix"),
        row.time("created_at"));
  }

  private record Stored(KeyHash hash, ApiKey key) {}
}
