package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.Entitlements;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the tenants that are asked for, since every ingest request asks. A change drops what is
 * remembered after it is durable and before it returns, or fails; the cache makes it wait for a
 * look-up that is under way, so that no look-up can bring back what was before.
 */
final class SqlTenants implements Tenants {
  private static final int REMEMBERED = 10_000;

  private final Database database;
  private final SqlApiKeys keys;
  private final Cache<TenantId, @Nullable Tenant> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  SqlTenants(Database database, SqlApiKeys keys) {
    this.database = requireNonNull(database, "database is null");
    this.keys = requireNonNull(keys, "keys is null");
  }

  @Override
  public Tenant upsert(TenantId id, String name, Instant now) {
    return change(
        id,
        tx -> {
          Optional<Tenant> before = find(tx, id);
          tx.update(
              """
              INSERT INTO tenants (id, name, suspended, created_at, updated_at)
              VALUES (?, ?, 0, ?, ?)
              ON CONFLICT (id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at
              WHERE tenants.name <> excluded.name
              """,
              id.value(),
              name,
              now,
              now);
          Tenant after = find(tx, id).orElseThrow();
          TenantActs.stored(tx, before, after);
          return after;
        });
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    return Optional.ofNullable(
        known.get(id, missing -> database.read(tx -> find(tx, missing)).orElse(null)));
  }

  @Override
  public List<Tenant> list() {
    return database.read(tx -> tx.all(SqlTenants::tenant, "SELECT * FROM tenants ORDER BY id"));
  }

  @Override
  public List<Tenant> list(String after, int limit) {
    return database.read(
        tx ->
            tx.all(
                SqlTenants::tenant,
                "SELECT * FROM tenants WHERE id > ? ORDER BY id LIMIT ?",
                after,
                limit));
  }

  @Override
  public List<Tenant> search(String text, String after, int limit) {
    String pattern = "%" + text.replaceAll("[!%_]", "!$0") + "%";
    return database.read(
        tx ->
            tx.all(
                SqlTenants::tenant,
                """
                SELECT * FROM tenants
                WHERE id > ?
                  AND (LOWER(id) LIKE LOWER(?) ESCAPE '!' OR LOWER(name) LIKE LOWER(?) ESCAPE '!')
                ORDER BY id LIMIT ?
                """,
                after,
                pattern,
                pattern,
                limit));
  }

  @Override
  public Optional<Tenant> setSuspended(TenantId id, boolean suspended, Instant now) {
    return change(
        id,
        tx -> {
          boolean changed =
              tx.changed(
                  "UPDATE tenants SET suspended = ?, updated_at = ? WHERE id = ? AND suspended <>"
                      + " ?",
                  suspended,
                  now,
                  id.value(),
                  suspended);
          if (changed) {
            TenantActs.suspended(tx, id, suspended);
          }
          if (suspended) {
            SqlSessions.endAll(tx, id);
            NotificationRows.removeAll(tx, id);
          }
          return find(tx, id);
        });
  }

  @Override
  public Optional<Tenant> setQuotas(TenantId id, TenantQuotas quotas, Instant now) {
    return replace(
        id,
        Tenant::quotas,
        _ -> quotas,
        (tx, before, after) -> {
          tx.update(
              """
              UPDATE tenants SET retention_days = ?, hard_limit_days = ?,
                storage_quota_bytes = ?, ingest_events_per_second = ?,
                ingest_bytes_per_second = ?, export_configuration_limit = ?,
                storage_integration_limit = ?, api_key_limit = ?, updated_at = ?
              WHERE id = ?
              """,
              quotas.retentionDays(),
              quotas.hardLimitDays(),
              quotas.storageBytes(),
              quotas.ingest().eventsPerSecond(),
              quotas.ingest().bytesPerSecond(),
              quotas.counts().exportConfigurations(),
              quotas.counts().storageIntegrations(),
              quotas.counts().apiKeys(),
              now,
              id.value());
          TenantActs.quotas(tx, id, before, after);
        });
  }

  @Override
  public Optional<Tenant> setEntitlements(TenantId id, Entitlements entitlements, Instant now) {
    return replace(
        id,
        Tenant::entitlements,
        _ -> entitlements,
        (tx, before, after) -> {
          tx.update(
              "UPDATE tenants SET auditing = ?, updated_at = ? WHERE id = ?",
              entitlements.auditing(),
              now,
              id.value());
          TenantActs.entitlements(tx, id, before, after);
        });
  }

  @Override
  public Optional<Tenant> changeRecipients(
      TenantId id, UnaryOperator<List<MailAddress>> change, Instant now) {
    return replace(
        id,
        Tenant::recipients,
        change,
        (tx, before, after) -> {
          tx.update(
              "UPDATE tenants SET recipients = ?, updated_at = ? WHERE id = ?",
              after.stream().map(MailAddress::value).collect(joining(" ")),
              now,
              id.value());
          NotificationRows.keepMailsTo(tx, id, after);
          TenantActs.recipients(tx, id, before, after);
        });
  }

  @Override
  public boolean delete(TenantId id) {
    try {
      return keys.ending(
          (tx, ended) -> {
            Optional<Tenant> before = find(tx, id);
            KeyRows.hashes(tx, id).forEach(ended);
            tx.update("DELETE FROM tenants WHERE id = ?", id.value());
            before.ifPresent(tenant -> TenantActs.deleted(tx, tenant));
            return before.isPresent();
          });
    } finally {
      known.invalidate(id);
    }
  }

  /**
   * Has a part of the tenant changed, unless it is as it is to be.
   *
   * @param wanted is given what it was before
   */
  private <T> Optional<Tenant> replace(
      TenantId id, Function<Tenant, T> part, UnaryOperator<T> wanted, Change<T> change) {
    return change(
        id,
        tx -> {
          find(tx, id)
              .map(part)
              .ifPresent(
                  before -> {
                    T after = wanted.apply(before);
                    if (!after.equals(before)) {
                      change.store(tx, before, after);
                    }
                  });
          return find(tx, id);
        });
  }

  /** Stores another value of a part of a tenant, and records that. */
  private interface Change<T> {
    void store(Transaction tx, T before, T after);
  }

  /** After a commit that failed, the change may be there: the tenant is forgotten also then. */
  private <T> T change(TenantId id, Function<Transaction, T> work) {
    try {
      return database.write(work);
    } finally {
      known.invalidate(id);
    }
  }

  /** How many of something the tenant may have: its own quota, or else what all may. */
  static int limit(
      Transaction tx,
      TenantId id,
      Function<CountQuotas, Optional<Integer>> quota,
      int withoutQuota) {
    return find(tx, id)
        .flatMap(tenant -> quota.apply(tenant.quotas().counts()))
        .orElse(withoutQuota);
  }

  static Optional<Tenant> find(Transaction tx, TenantId id) {
    return tx.one(SqlTenants::tenant, "SELECT * FROM tenants WHERE id = ?", id.value());
  }

  static Tenant tenant(Row row) {
    return new Tenant(
        new TenantId(row.text("id")),
        row.text("name"),
        row.flag("suspended"),
        quotas(row),
        new Entitlements(row.flag("auditing")),
        Stream.of(row.text("recipients").split(" "))
            .filter(address -> !address.isEmpty())
            .map(MailAddress::new)
            .toList(),
        row.time("created_at"),
        row.time("updated_at"));
  }

  private static TenantQuotas quotas(Row row) {
    return new TenantQuotas(
        count(row, "retention_days"),
        count(row, "hard_limit_days"),
        row.optionalNumber("storage_quota_bytes"),
        new IngestRate(
            row.optionalNumber("ingest_events_per_second"),
            row.optionalNumber("ingest_bytes_per_second")),
        new CountQuotas(
            count(row, "export_configuration_limit"),
            count(row, "storage_integration_limit"),
            count(row, "api_key_limit")));
  }

  private static Optional<Integer> count(Row row, String column) {
    return row.optionalNumber(column).map(Math::toIntExact);
  }
}
