package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Position;
import dev.waybill.retention.Lagging;
import dev.waybill.retention.Pruned;
import dev.waybill.retention.RetentionLedger;
import dev.waybill.retention.RetentionMark;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlRetentionLedger implements RetentionLedger {
  private final Database database;

  SqlRetentionLedger(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public List<TenantId> tenants(Optional<TenantId> after, int limit) {
    return database.read(
        tx ->
            tx.all(
                row -> new TenantId(row.text("id")),
                "SELECT id FROM tenants WHERE id > ? ORDER BY id LIMIT ?",
                after.map(TenantId::value).orElse(""),
                limit));
  }

  @Override
  public Optional<Tenant> tenant(TenantId id) {
    return database.read(tx -> SqlTenants.find(tx, id));
  }

  @Override
  public Optional<RetentionMark> mark(Tenant tenant, Position wanted, Position limit) {
    return database.write(
        tx -> {
          if (!isStillSo(tx, tenant)) {
            return Optional.empty();
          }
          Position hold = RetentionRows.hold(tx, tenant.id()).orElse(wanted);
          Position before = highest(limit, lowest(wanted, hold));
          RetentionRows.raise(tx, tenant.id(), before);
          Position mark = RetentionRows.retainedFrom(tx, tenant.id());
          return Optional.of(new RetentionMark(mark, RetentionRows.lagging(tx, tenant.id(), mark)));
        });
  }

  @Override
  public List<Lagging> lagging(TenantId tenant, Position position) {
    return database.read(tx -> RetentionRows.lagging(tx, tenant, position));
  }

  @Override
  public Pruned prune(Instant finishedBefore, int limit) {
    return database.write(tx -> Pruning.prune(tx, finishedBefore, limit));
  }

  @Override
  public boolean pruneDeliveredHours(Instant before, int limit) {
    return database.write(tx -> DeliveredHourRows.prune(tx, before, limit));
  }

  private static boolean isStillSo(Transaction tx, Tenant tenant) {
    return SqlTenants.find(tx, tenant.id())
        .filter(now -> now.createdAt().equals(tenant.createdAt()))
        .filter(now -> now.quotas().equals(tenant.quotas()))
        .isPresent();
  }

  private static Position lowest(Position one, Position other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Position highest(Position one, Position other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
