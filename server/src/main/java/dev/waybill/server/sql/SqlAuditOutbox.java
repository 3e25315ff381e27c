package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.AuditOutbox;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.UUID;

final class SqlAuditOutbox implements AuditOutbox, SelfAudit {
  private final Database database;

  SqlAuditOutbox(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public void record(TenantId tenant, Act act) {
    database.run(tx -> tx.record(tenant, act));
  }

  @Override
  public void recordForOperators(Act act) {
    database.run(tx -> tx.recordForOperators(act));
  }

  @Override
  public List<Waiting> oldest(int limit) {
    return database.read(tx -> OutboxRows.oldest(tx, limit));
  }

  @Override
  public void remove(List<UUID> ids) {
    database.run(tx -> ids.forEach(id -> OutboxRows.delete(tx, id)));
  }

  @Override
  public void onRecorded(Runnable listener) {
    database.onRecorded(listener);
  }
}
