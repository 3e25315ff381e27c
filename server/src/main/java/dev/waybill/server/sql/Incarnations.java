package dev.waybill.server.sql;

import java.time.Instant;

/** The incarnations of the log that restores began, as the control plane knows them. */
final class Incarnations {
  /**
   * An incarnation.
   *
   * @param number as in the log's positions; 0 before the first restore
   * @param name tells it also from one of the same number that another restore began
   */
  record Incarnation(int number, String name) {
    private static final Incarnation FIRST = new Incarnation(0, "0");
  }

  private Incarnations() {}

  static Incarnation current(Transaction tx) {
    return tx.one(
            row ->
                new Incarnation(
                    row.integer("number"), row.integer("number") + "/" + row.time("restored_at")),
            "SELECT number, restored_at FROM incarnations ORDER BY number DESC LIMIT 1")
        .orElse(Incarnation.FIRST);
  }

  static void begin(Transaction tx, int number, Instant backupAt, Instant now) {
    tx.update(
        "INSERT INTO incarnations (number, backup_at, restored_at) VALUES (?, ?, ?)",
        number,
        backupAt,
        now);
  }
}
