package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Amount;
import dev.waybill.export.Backfill;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.BackfillStatus;
import dev.waybill.export.Backfills;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.PlannableBackfill;
import dev.waybill.export.StreamId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlBackfills implements Backfills {
  private final Database database;

  SqlBackfills(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public Creation create(BackfillRequest request, long heldSince, Instant now) {
    return database.write(tx -> BackfillCreation.create(tx, request, heldSince, now));
  }

  @Override
  public Optional<Backfill> find(TenantId tenant, StreamId id) {
    return database.read(tx -> BackfillRows.find(tx, tenant, id));
  }

  @Override
  public List<Backfill> list(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<StreamId> after) {
    return database.read(
        tx ->
            after.isEmpty()
                ? BackfillRows.newestFirst(tx, tenant, configuration, limit)
                : BackfillRows.find(tx, tenant, after.get())
                    .map(last -> BackfillRows.newestFirst(tx, tenant, configuration, limit, last))
                    .orElse(List.of()));
  }

  @Override
  public Optional<Backfill> cancel(TenantId tenant, StreamId id, Instant now) {
    return database.write(
        tx -> {
          Optional<Backfill> found = BackfillRows.find(tx, tenant, id);
          if (found.filter(is -> is.status() == BackfillStatus.RUNNING).isEmpty()) {
            return found;
          }
          tx.update(
              """
              UPDATE backfills SET status = 'CANCELLED', job_open = 0, finished_at = ?
              WHERE stream_id = ?
              """,
              now,
              id.value());
          JobRows.cancelUnfinished(tx, id, now);
          ExportActs.cancelled(tx, found.orElseThrow());
          return BackfillRows.find(tx, tenant, id);
        });
  }

  @Override
  public List<StreamId> uncounted(int limit) {
    return database.read(tx -> BackfillRows.uncounted(tx, limit));
  }

  @Override
  public Optional<PlannableBackfill> uncounted(StreamId id) {
    return database.read(tx -> BackfillRows.uncounted(tx, id));
  }

  @Override
  public void counted(StreamId id, Amount total) {
    database.run(
        tx ->
            tx.update(
                """
                UPDATE backfills SET events_total = ?, bytes_total = ?
                WHERE stream_id = ? AND events_total IS NULL
                """,
                total.events(),
                total.bytes(),
                id.value()));
  }
}
