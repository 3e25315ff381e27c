package dev.waybill.server.sql;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/** What the rows of storage integrations keep of the last connection test. */
final class TestRows {
  private TestRows() {}

  /** Unless the integration is at another revision by now. */
  static boolean store(
      Transaction tx,
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned) {
    return tx.changed(
        """
        UPDATE storage_integrations
        SET test_status = ?, test_stage = ?, test_failure = ?, tested_at = ?,
          location = COALESCE(?, location)
        WHERE id = ? AND tenant_id = ? AND revision = ? AND deleted_at IS NULL
        """,
        test.status(),
        test.stage(),
        note(test),
        test.testedAt(),
        learned.map(LocationJson::write),
        id.value(),
        tenant.value(),
        revision);
  }

  /** What was found out before a change says nothing of what is there after it. */
  static void forget(Transaction tx, IntegrationId id, Instant now) {
    ConnectionTest test = ConnectionTest.notTested(now);
    tx.update(
        """
        UPDATE storage_integrations
        SET test_status = ?, test_stage = ?, test_failure = ?, tested_at = ?
        WHERE id = ?
        """,
        test.status(),
        test.stage(),
        note(test),
        test.testedAt(),
        id.value());
  }

  /** What a test that failed, or passed with a warning, has to say. */
  static Optional<String> note(ConnectionTest test) {
    return test.failure().or(test::warning).map(FailureJson::write);
  }

  static ConnectionTest last(Row row) {
    String status = row.text("test_status");
    Optional<Failure> note = row.optionalText("test_failure").map(FailureJson::read);
    boolean passed = status.equals(ConnectionTest.SUCCESS);
    return new ConnectionTest(
        status,
        row.word("test_stage", Stage.class),
        note.filter(_ -> !passed),
        note.filter(_ -> passed),
        row.time("tested_at"));
  }
}
