package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ExportJob;
import dev.waybill.export.JobId;
import dev.waybill.export.SealedJob;
import dev.waybill.export.SelfCheckLedger;
import dev.waybill.manifest.KeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class SqlSelfCheckLedger implements SelfCheckLedger {
  static final String FROM = "SELECT id FROM export_jobs WHERE id >= ? ORDER BY id LIMIT ?";
  static final String BELOW = "SELECT id FROM export_jobs WHERE id < ? ORDER BY id LIMIT ?";

  private final Database database;

  SqlSelfCheckLedger(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public List<JobId> jobs(UUID from, int limit) {
    return database.read(
        tx -> {
          List<JobId> found = new ArrayList<>(ids(tx, FROM, from, limit));
          if (found.size() < limit) {
            found.addAll(ids(tx, BELOW, from, limit - found.size()));
          }
          return List.copyOf(found);
        });
  }

  private static List<JobId> ids(Transaction tx, String sql, UUID from, int limit) {
    return tx.all(row -> new JobId(row.uuid("id")), sql, from, limit);
  }

  /**
   * @param place where it was delivered
   * @param key that was to sign for it
   */
  private record Succeeded(ExportJob job, String place, Optional<KeyId> key) {
    static Succeeded of(Row row) {
      return new Succeeded(
          JobRows.job(row), row.text("place"), row.optionalText("signing_key").map(KeyId::new));
    }
  }

  @Override
  public Optional<SealedJob> find(JobId id) {
    return database.read(
        tx ->
            tx.one(
                    Succeeded::of,
                    JobRows.SELECT + "WHERE j.id = ? AND j.status = 'SUCCEEDED'",
                    id.value())
                .flatMap(found -> sealed(tx, found)));
  }

  private static Optional<SealedJob> sealed(Transaction tx, Succeeded found) {
    return ManifestRows.kept(tx, found.job(), found.place())
        .map(
            manifest ->
                new SealedJob(
                    found.job(),
                    found.key(),
                    manifest,
                    ManifestRows.before(tx, found.job()),
                    DeliveryRows.get(tx, found.job()),
                    JobRows.objects(tx, found.job().id(), found.place())));
  }
}
