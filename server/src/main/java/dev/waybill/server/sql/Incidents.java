package dev.waybill.server.sql;

import dev.waybill.export.ExportJob;
import dev.waybill.export.StreamKind;
import dev.waybill.fault.Failure;
import dev.waybill.server.notifications.Notification;
import java.time.Duration;
import java.time.Instant;

/**
 * Times in which a configuration's regular stream cannot deliver: from the first attempt that fails
 * to the next job that is delivered. Of each the tenant is told once; one that is suspended, by the
 * first attempt that fails afterwards.
 */
final class Incidents {
  /** What is not the tenant's to repair is told when it lasts for longer. */
  private static final Duration GRACE = Duration.ofHours(1);

  private Incidents() {}

  static void failed(Transaction tx, ExportJob job, Failure failure, Instant now) {
    if (job.kind() != StreamKind.REGULAR) {
      return;
    }
    String configuration = job.configuration().toString();
    tx.update(
        """
        UPDATE export_configurations SET failing_since = ?
        WHERE id = ? AND failing_since IS NULL AND deleted_at IS NULL
        """,
        now,
        configuration);
    boolean told =
        tx.changed(
            """
            UPDATE export_configurations SET failing_told = 1
            WHERE id = ? AND failing_told = 0 AND failing_since <= ? AND deleted_at IS NULL
              AND tenant_id IN (SELECT id FROM tenants WHERE suspended = 0)
            """,
            configuration,
            now.minus(grace(failure)));
    if (told) {
      Incident incident = incident(tx, configuration);
      tx.announce(
          job.tenant(),
          new Notification.DeliveryFailing(
              job.configuration(), incident.name(), job.sequence(), incident.since(), failure));
    }
  }

  static void delivered(Transaction tx, ExportJob job, Instant now) {
    String configuration = job.configuration().toString();
    boolean told =
        job.kind() == StreamKind.REGULAR
            && tx.exists(
                """
                SELECT 1 FROM export_configurations
                WHERE id = ? AND failing_told = 1 AND deleted_at IS NULL
                """,
                configuration);
    if (told) {
      Incident incident = incident(tx, configuration);
      tx.announce(
          job.tenant(),
          new Notification.DeliveryRecovered(
              job.configuration(), incident.name(), incident.since(), now));
    }
    if (job.kind() == StreamKind.REGULAR) {
      tx.update(
          """
          UPDATE export_configurations SET failing_since = NULL, failing_told = 0
          WHERE id = ? AND failing_since IS NOT NULL
          """,
          configuration);
    }
  }

  private record Incident(String name, Instant since) {}

  private static Incident incident(Transaction tx, String configuration) {
    return tx.one(
            row -> new Incident(row.text("name"), row.time("failing_since")),
            "SELECT name, failing_since FROM export_configurations WHERE id = ?",
            configuration)
        .orElseThrow();
  }

  private static Duration grace(Failure failure) {
    return switch (failure.fault()) {
      case CALLER, CUSTOMER -> Duration.ZERO;
      case CAPACITY, OURS -> GRACE;
    };
  }
}
