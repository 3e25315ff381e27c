package dev.waybill.server.sql;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.waybill.server.datadir.StartRefusedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A control plane that nobody works with: the one in a backup, or one that is being restored. */
public final class CopiedControlPlane implements AutoCloseable {
  /**
   * What it holds.
   *
   * @param streams of existing export configurations
   * @param incarnation in which the log that belongs to it gives positions
   * @param secretKeys the ids of the keys that its secrets need
   */
  public record Contents(long tenants, long streams, int incarnation, List<String> secretKeys) {
    public Contents {
      secretKeys = List.copyOf(secretKeys);
    }
  }

  private final Database database;

  private CopiedControlPlane(Database database) {
    this.database = database;
  }

  /**
   * Opens the file and brings its tables up to date.
   *
   * @throws StartRefusedException if they are of a newer version
   * @throws ControlPlaneException if it cannot be read
   */
  public static CopiedControlPlane open(Path file) {
    return new CopiedControlPlane(Database.open(file));
  }

  public Contents contents() {
    return database.read(
        tx ->
            new Contents(
                count(tx, "SELECT COUNT(*) AS n FROM tenants"),
                count(
                    tx,
                    """
                    SELECT COUNT(*) AS n FROM streams s
                    JOIN export_configurations c ON c.id = s.configuration_id
                    WHERE s.kind = 'REGULAR' AND c.deleted_at IS NULL
                    """),
                Incarnations.current(tx).number(),
                SqlStoredSecrets.keys(tx)));
  }

  /**
   * Removes the tenants that have been deleted from the original since the copy was made: the log
   * that is copied after it may hold nothing of them any more.
   */
  public void removeTenantsDeletedFrom(ControlPlane original) {
    Map<String, Instant> left =
        original.tenants().list().stream()
            .collect(
                toUnmodifiableMap(tenant -> tenant.id().value(), tenant -> tenant.createdAt()));
    database.run(
        tx ->
            tx
                .all(
                    row -> Map.entry(row.text("id"), row.time("created_at")),
                    "SELECT id, created_at FROM tenants")
                .stream()
                .filter(tenant -> !tenant.getValue().equals(left.get(tenant.getKey())))
                .forEach(tenant -> tx.update("DELETE FROM tenants WHERE id = ?", tenant.getKey())));
  }

  /**
   * Begins an incarnation, in one transaction: every stream goes on under a new id, from where the
   * backup has it; what is unfinished is cancelled.
   *
   * @param number the log's
   * @param ids new ones
   */
  public void beginIncarnation(int number, Instant backupAt, Instant now, Supplier<UUID> ids) {
    database.run(
        tx -> {
          Incarnations.begin(tx, number, backupAt, now);
          new StreamSuccession(tx, now, ids).replaceAll();
          SqlSessions.endAll(tx); // who logged out since must not be back
          tx.update("DELETE FROM notification_outbox"); // most of it was sent since
        });
  }

  @Override
  public void close() {
    database.close();
  }

  private static long count(Transaction tx, String sql) {
    return tx.one(row -> row.number("n"), sql).orElseThrow();
  }
}
