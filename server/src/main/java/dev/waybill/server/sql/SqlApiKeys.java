package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.server.sql.IdempotencyRows.Operation;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.KeyTerms;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the keys that were presented, by their hashes, since every request presents one; what
 * is remembered ends with the key, as in {@link SqlTenants}. Unknown secrets are not remembered, so
 * that nobody can fill the memory with them.
 */
final class SqlApiKeys implements ApiKeys {
  private static final int REMEMBERED = 10_000;

  /** For how long a secret that has ended is still told from one that nobody ever had. */
  private static final Duration KEPT = Duration.ofDays(90);

  private final Database database;
  private final SecureRandom random;
  private final RandomIds ids;
  private final TimeSource time;
  private final KeyUses uses = new KeyUses();
  private final Cache<KeyHash, @Nullable ApiKey> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  SqlApiKeys(Database database, SecureRandom random, TimeSource time) {
    this.database = requireNonNull(database, "database is null");
    this.random = requireNonNull(random, "random is null");
    this.ids = new RandomIds(random);
    this.time = requireNonNull(time, "time is null");
  }

  @Override
  public Issued issue(Optional<TenantId> tenant, KeyTerms terms, Instant now) {
    Issued issued = draw(tenant, terms, now);
    database.run(tx -> store(tx, issued));
    return issued;
  }

  @Override
  public void issue(
      Optional<TenantId> tenant,
      String name,
      Set<Permission> permissions,
      Instant now,
      Consumer<String> handover) {
    Issued issued = draw(tenant, new KeyTerms(name, permissions, Optional.empty()), now);
    database.run(
        tx -> {
          store(tx, issued);
          handover.accept(issued.secret());
        });
  }

  @Override
  public Creation issueOnce(TenantId tenant, KeyTerms terms, Once once, Instant now) {
    Issued issued = draw(Optional.of(tenant), terms, now);
    var key = new IdempotencyKey(once.value(), once.requestDigest());
    return database.write(
        tx ->
            IdempotencyRows.<Creation>answer(
                    tx,
                    tenant,
                    Operation.CREATE_API_KEY,
                    key,
                    made ->
                        KeyRows.find(tx, Optional.of(tenant), made)
                            .map(stored -> new Creation.Repeated(stored.key())),
                    Creation.Conflict::new)
                .orElseGet(
                    () -> {
                      store(tx, issued);
                      IdempotencyRows.insert(
                          tx, tenant, Operation.CREATE_API_KEY, key, issued.key().id(), now);
                      return new Creation.Created(issued);
                    }));
  }

  private static void store(Transaction tx, Issued issued) {
    issued
        .key()
        .tenant()
        .ifPresent(tenant -> KeyRows.requireRoom(tx, tenant, issued.key().createdAt()));
    KeyRows.insert(tx, issued);
    KeyActs.issued(tx, issued.key());
  }

  private Issued draw(Optional<TenantId> tenant, KeyTerms terms, Instant now) {
    String secret = KeySecrets.draw(random);
    ApiKey key =
        new ApiKey(
            ids.get(),
            tenant,
            terms.name(),
            terms.permissions(),
            secret.substring(0, KeySecrets.SHOWN),
            Times.of(Times.micros(now)),
            terms.expiresAt().map(end -> Times.of(Times.micros(end))));
    return new Issued(key, secret);
  }

  @Override
  public Optional<ApiKey> authenticate(String secret) {
    if (!KeySecrets.hasForm(secret)) {
      return Optional.empty();
    }
    Instant now = time.now();
    Optional<ApiKey> valid =
        Optional.ofNullable(
                known.get(
                    KeyHash.of(secret),
                    hash -> database.read(tx -> KeyRows.find(tx, hash)).orElse(null)))
            .filter(key -> !key.isExpired(now));
    valid.ifPresent(key -> uses.note(key.id(), now));
    return valid;
  }

  @Override
  public Optional<ApiKey> recognise(String secret) {
    if (!KeySecrets.hasForm(secret)) {
      return Optional.empty();
    }
    KeyHash hash = KeyHash.of(secret);
    return database.read(tx -> KeyRows.recognise(tx, hash));
  }

  @Override
  public List<ApiKey> list(Optional<TenantId> tenant) {
    return database.read(tx -> KeyRows.list(tx, tenant, time.now()));
  }

  @Override
  public Map<UUID, Instant> lastUses(Optional<TenantId> tenant) {
    return database.read(tx -> uses.of(tx, tenant));
  }

  @Override
  public int removeEnded(Instant now) {
    return database.write(tx -> KeyRows.removeEnded(tx, now.minus(KEPT)));
  }

  @Override
  public void saveUses() {
    uses.save(database);
  }

  @Override
  public Revocation revoke(UUID id, Instant now) {
    return revoke(Optional.empty(), id, now);
  }

  @Override
  public Revocation revoke(TenantId tenant, UUID id, Instant now) {
    return revoke(Optional.of(tenant), id, now);
  }

  private Revocation revoke(Optional<TenantId> owner, UUID id, Instant now) {
    return ending((tx, ended) -> revoke(tx, owner, id, now, ended));
  }

  private static Revocation revoke(
      Transaction tx, Optional<TenantId> owner, UUID id, Instant now, Consumer<KeyHash> ended) {
    Optional<KeyRows.Stored> found = KeyRows.find(tx, owner, id);
    if (found.isEmpty()) {
      return Revocation.NOT_FOUND;
    }
    KeyRows.Stored stored = found.get();
    if (KeyRows.isLastOperator(tx, stored.key(), now)) {
      return Revocation.LAST_OPERATOR;
    }
    ended.accept(stored.hash());
    KeyRows.revoke(tx, id, now);
    KeyActs.revoked(tx, stored.key());
    return Revocation.REVOKED;
  }

  @Override
  public Rotation rotate(UUID id, Duration overlap, Optional<Instant> expiresAt, Instant now) {
    return rotate(Optional.empty(), id, overlap, expiresAt, now);
  }

  @Override
  public Rotation rotate(
      TenantId tenant, UUID id, Duration overlap, Optional<Instant> expiresAt, Instant now) {
    return rotate(Optional.of(tenant), id, overlap, expiresAt, now);
  }

  private Rotation rotate(
      Optional<TenantId> owner,
      UUID id,
      Duration overlap,
      Optional<Instant> expiresAt,
      Instant now) {
    return ending(
        (tx, ended) ->
            KeyRows.find(tx, owner, id)
                .map(
                    stored -> {
                      ended.accept(stored.hash());
                      return rotate(tx, stored, overlap, expiresAt, now);
                    })
                .orElseGet(Rotation.NotFound::new));
  }

  private Rotation rotate(
      Transaction tx,
      KeyRows.Stored stored,
      Duration overlap,
      Optional<Instant> expiresAt,
      Instant now) {
    ApiKey before = stored.key();
    if (stored.replacedBy().isPresent()) {
      return new Rotation.Replaced(stored.replacedBy().get());
    }
    if (before.isExpired(now)) {
      return new Rotation.Expired();
    }
    if (overlap.compareTo(LEAST_OPERATOR_OVERLAP) < 0 && KeyRows.isLastOperator(tx, before, now)) {
      return new Rotation.LastOperator();
    }
    Issued successor =
        draw(
            before.tenant(),
            new KeyTerms(
                before.name(),
                before.permissions(),
                expiresAt.or(() -> before.expiresAt().map(end -> now.plus(life(before, end))))),
            now);
    Instant end = Times.of(Times.micros(now.plus(overlap)));
    Instant replacedUntil = before.expiresAt().filter(own -> own.isBefore(end)).orElse(end);
    if (replacedUntil.isAfter(now)) {
      before.tenant().ifPresent(tenant -> KeyRows.requireRoomForSuccessor(tx, tenant, now));
    }
    KeyRows.insert(tx, successor);
    KeyRows.replace(tx, before.id(), successor.key().id(), replacedUntil);
    ApiKey replaced = KeyRows.find(tx, before.tenant(), before.id()).orElseThrow().key();
    KeyActs.rotated(tx, replaced, successor.key());
    return new Rotation.Rotated(successor, replaced);
  }

  private static Duration life(ApiKey key, Instant end) {
    return Duration.between(key.createdAt(), end);
  }

  /**
   * For work that names the keys that end by it, or have an end then. They are forgotten also where
   * the write fails: after a commit that failed, the change may be there.
   */
  <T> T ending(BiFunction<Transaction, Consumer<KeyHash>, T> work) {
    List<KeyHash> ended = new ArrayList<>();
    try {
      return database.write(tx -> work.apply(tx, ended::add));
    } finally {
      ended.forEach(known::invalidate);
    }
  }
}
