package dev.waybill.server.sql;

import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.storage.ObjectKey;
import java.time.Instant;

/** What jobs that have succeeded delivered, as the history shows it. */
final class DeliveryRows {
  private DeliveryRows() {}

  static void insert(Transaction tx, ExportJob job, Delivery delivery, Instant now) {
    tx.update(
        """
        INSERT INTO deliveries (stream_id, sequence, job_id, events, suppressed, expired, objects,
          created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        job.stream().value(),
        job.sequence(),
        job.id().value(),
        delivery.events(),
        delivery.suppressed(),
        delivery.expired(),
        Json.texts(delivery.objects().stream().map(ObjectKey::value).toList()).toString(),
        now);
  }

  /** Of a job that has succeeded. */
  static Delivery get(Transaction tx, ExportJob job) {
    return tx.one(
            row ->
                new Delivery(
                    row.number("events"),
                    row.number("suppressed"),
                    row.number("expired"),
                    Json.list(Json.parse(row.text("objects")), ObjectKey::new)),
            "SELECT events, suppressed, expired, objects FROM deliveries WHERE job_id = ?",
            job.id().value())
        .orElseThrow();
  }
}
