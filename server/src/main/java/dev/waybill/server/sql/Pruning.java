package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.retention.Pruned;
import java.time.Instant;
import java.util.List;

/**
 * Removes what the history need not show any more. A job that its stream may need is marked as kept
 * when it has become old, and is not looked at again: it goes with a later job of its stream.
 */
final class Pruning {
  /**
   * Those that ended first. The next job of a stream follows its last one, and a cancelled backfill
   * goes on with its very job; a backfill that has succeeded and a configuration that is deleted,
   * and whose stream has ended, need nothing.
   */
  static final String OLD_JOBS =
      """
      SELECT j.id, j.stream_id, j.sequence,
        CASE WHEN b.status = 'SUCCEEDED' OR (c.deleted_at IS NOT NULL AND c.ending = 0)
          THEN j.sequence + 1 ELSE s.next_sequence - 1 END AS needed_from
      FROM export_jobs j
      JOIN streams s ON s.id = j.stream_id
      JOIN export_configurations c ON c.id = j.configuration_id
      LEFT JOIN backfills b ON b.stream_id = j.stream_id
      WHERE j.finished_at < ? AND j.kept = 0
      ORDER BY j.finished_at LIMIT ?
      """;

  static final String KEPT_BEFORE =
      "DELETE FROM export_jobs WHERE stream_id = ? AND sequence < ? AND kept = 1";

  static final String OLD_REDELIVERIES =
      "SELECT id FROM redeliveries WHERE finished_at < ? ORDER BY finished_at LIMIT ?";

  private Pruning() {}

  /**
   * @param neededFrom the stream may need its jobs from that sequence on
   */
  private record OldJob(String id, String stream, long sequence, long neededFrom) {
    static OldJob of(Row row) {
      return new OldJob(
          row.text("id"), row.text("stream_id"), row.number("sequence"), row.number("needed_from"));
    }

    boolean mayBeNeeded() {
      return sequence >= neededFrom;
    }
  }

  static Pruned prune(Transaction tx, Instant finishedBefore, int limit) {
    List<OldJob> jobs = tx.all(OldJob::of, OLD_JOBS, finishedBefore, limit);
    long removed = jobs.stream().mapToLong(job -> removeOrKeep(tx, job)).sum();
    List<String> redeliveries =
        tx.all(row -> row.text("id"), OLD_REDELIVERIES, finishedBefore, limit);
    redeliveries.forEach(id -> tx.update("DELETE FROM redeliveries WHERE id = ?", id));
    return new Pruned(
        removed, redeliveries.size(), jobs.size() == limit || redeliveries.size() == limit);
  }

  private static long removeOrKeep(Transaction tx, OldJob job) {
    if (job.mayBeNeeded()) {
      tx.update("UPDATE export_jobs SET kept = 1 WHERE id = ?", job.id());
      return tx.update(KEPT_BEFORE, job.stream(), job.neededFrom());
    }
    tx.update("DELETE FROM export_jobs WHERE id = ?", job.id());
    return 1L + tx.update(KEPT_BEFORE, job.stream(), job.sequence());
  }

  /** Nothing needs the jobs of a stream that has ended: those that were kept go, too. */
  static void keepNone(Transaction tx, ConfigurationId ended) {
    tx.update(
        "UPDATE export_jobs SET kept = 0 WHERE configuration_id = ? AND kept = 1", ended.value());
  }
}
