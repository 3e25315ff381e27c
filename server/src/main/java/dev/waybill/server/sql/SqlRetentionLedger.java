package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;
import dev.waybill.retention.Lagging;
import dev.waybill.retention.Pruned;
import dev.waybill.retention.RetentionLedger;
import dev.waybill.retention.RetentionMark;
import dev.waybill.server.notifications.Notification;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class SqlRetentionLedger implements RetentionLedger {
  static final String RISKY = "SELECT id, tenant_id FROM export_configurations WHERE risk_told = 1";

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
  public Optional<Position> held(TenantId tenant, ConfigurationId configuration) {
    return database.read(tx -> RetentionRows.held(tx, tenant, configuration));
  }

  @Override
  public void atRisk(TenantId tenant, ConfigurationId configuration, Instant expiresAt) {
    Optional<String> untold = database.read(tx -> untold(tx, tenant, configuration));
    if (untold.isPresent()) {
      database.run(tx -> warn(tx, tenant, configuration, expiresAt));
    }
  }

  @Override
  public void safeExcept(Set<ConfigurationId> atRisk, Set<TenantId> unjudged) {
    List<ConfigurationId> safe =
        database.read(tx -> tx.all(SqlRetentionLedger::told, RISKY)).stream()
            .filter(told -> !unjudged.contains(told.tenant()))
            .map(Told::configuration)
            .filter(told -> !atRisk.contains(told))
            .toList();
    if (!safe.isEmpty()) {
      database.run(
          tx ->
              safe.forEach(
                  id ->
                      tx.update(
                          "UPDATE export_configurations SET risk_told = 0 WHERE id = ?",
                          id.value())));
    }
  }

  private record Told(ConfigurationId configuration, TenantId tenant) {}

  private static Told told(Row row) {
    return new Told(new ConfigurationId(row.uuid("id")), new TenantId(row.text("tenant_id")));
  }

  private static void warn(
      Transaction tx, TenantId tenant, ConfigurationId configuration, Instant expiresAt) {
    Optional<String> name = untold(tx, tenant, configuration);
    if (name.isPresent()) {
      tx.update(
          "UPDATE export_configurations SET risk_told = 1 WHERE id = ?", configuration.value());
      tx.announce(tenant, new Notification.RetentionAtRisk(configuration, name.get(), expiresAt));
    }
  }

  /**
   * The name of one that is not deleted, and of whose risk its tenant was not told but can be: one
   * that is suspended is told when it is no longer.
   */
  private static Optional<String> untold(
      Transaction tx, TenantId tenant, ConfigurationId configuration) {
    return tx.one(
        row -> row.text("name"),
        """
        SELECT name FROM export_configurations
        WHERE id = ? AND tenant_id = ? AND risk_told = 0 AND deleted_at IS NULL
          AND tenant_id IN (SELECT id FROM tenants WHERE suspended = 0)
        """,
        configuration.value(),
        tenant.value());
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
