package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.WorkKind;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs every second must not look at every row. */
class QueryPlanTest {
  private final Tables tables;

  QueryPlanTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void whatIsDueIsFoundByIndex() {
    assertThat(plan(DueQueries.DUE, 6))
        .anyMatch(step -> step.contains("INDEX export_configurations_due (next_due_at<?)"))
        .anyMatch(step -> step.contains("INDEX export_configurations_ahead (last_tick>?)"))
        .anyMatch(step -> step.contains("INDEX export_configurations_ending"))
        .noneMatch(step -> step.matches("SCAN export_\\w+"));
  }

  @Test
  void freshJobsAreFoundByIndex() {
    assertThat(plan(DueQueries.runnable(WorkKind.FRESH, 2), 9))
        .anyMatch(step -> step.contains("INDEX export_jobs_fresh (next_attempt_at<?)"))
        .anyMatch(step -> step.contains("INDEX export_jobs_fresh (next_attempt_at>?)"))
        .noneMatch(QueryPlanTest::looksAtEverything);
  }

  @Test
  void jobsThatFailedOrWereLostAreFoundByIndex() {
    assertThat(plan(DueQueries.runnable(WorkKind.RETRY, 2), 17))
        .anyMatch(step -> step.contains("INDEX export_jobs_blocked (next_attempt_at<?)"))
        .anyMatch(step -> step.contains("INDEX export_jobs_blocked (next_attempt_at>?)"))
        .anyMatch(step -> step.contains("INDEX export_jobs_leased (lease_until<?)"))
        .anyMatch(step -> step.contains("INDEX export_jobs_leased (lease_until>?)"))
        .noneMatch(QueryPlanTest::looksAtEverything);
  }

  @Test
  void jobsOfBackfillsAreFoundByThoseThatRun() {
    assertThat(plan(DueQueries.runnable(WorkKind.EXTRA, 2), 8))
        .anyMatch(step -> step.contains("INDEX backfills_running"))
        .noneMatch(QueryPlanTest::looksAtEverything);
  }

  private static boolean looksAtEverything(String step) {
    return step.equals("SCAN j") || step.equals("SCAN c") || step.equals("SCAN s");
  }

  @Test
  void everyPageOfHistoryIsFoundByIndex() {
    assertThat(plan(SqlExportHistory.PAGE, 4))
        .anyMatch(step -> step.contains("INDEX export_jobs_of_configuration"))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @Test
  void theExportsOfAnIntegrationAreFoundByIndex() {
    assertThat(plan(ConfigurationRows.LINKED, 2))
        .anyMatch(step -> step.contains("INDEX export_configurations_of_integration"))
        .noneMatch(QueryPlanTest::looksAtEverything);
  }

  @Test
  void deliveredHoursAreFoundByIndex() {
    String window = "(configuration_id=? AND hour_at>? AND hour_at<?)";
    assertThat(plan(DeliveredHourRows.OF_TENANT, 3))
        .anyMatch(step -> step.contains("INDEX export_configurations_of_tenant"))
        .anyMatch(step -> step.startsWith("SEARCH h ") && step.contains(window));
    assertThat(plan(DeliveredHourRows.OF_CONFIGURATION, 4))
        .anyMatch(step -> step.startsWith("SEARCH h ") && step.contains(window))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
    assertThat(plan(DeliveredHourRows.OLD, 2))
        .anyMatch(step -> step.contains("INDEX delivered_hours_by_age (hour_at<?)"))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @Test
  void whatIsToBePutAgainIsFoundByIndex() {
    assertThat(plan(SqlRedeliveryLedger.runnable(2), 6))
        .anyMatch(step -> step.contains("INDEX redeliveries_open"))
        .noneMatch(step -> step.startsWith("SCAN c"));
  }

  @Test
  void backfillsToPlanAreFoundByIndex() {
    assertThat(plan(BackfillRows.TO_PLAN, 1))
        .anyMatch(step -> step.contains("INDEX backfills_to_plan"))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @Test
  void backfillsToCountAreFoundAmongThoseThatRun() {
    assertThat(plan(BackfillRows.UNCOUNTED, 1))
        .anyMatch(step -> step.contains("INDEX backfills_running"));
  }

  @Test
  void noticesThatAreDueAreFoundByIndex() {
    assertThat(plan(SqlExpiryNotices.DUE, 2))
        .anyMatch(step -> step.contains("INDEX storage_integrations_expiring (expiry_notice_at<?)"))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
  }

  @Test
  void notificationsThatAreDueAreFoundByIndex() {
    List<Object> values = List.of("MAIL", 1L, 1L, "somebody", "acme", 9);
    assertThat(tables.plan(NotificationRows.due(1, 1), values.toArray()))
        .anyMatch(step -> step.contains("INDEX notification_outbox_due (channel=? AND"))
        .anyMatch(step -> step.contains("INDEX notification_outbox_of_tenant (tenant_id=? AND"));
    assertThat(tables.plan(SqlNotificationOutbox.OLDEST, "MAIL"))
        .anyMatch(step -> step.contains("INDEX notification_outbox_oldest (channel=?)"))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
    assertThat(tables.plan(SqlRetentionLedger.RISKY))
        .anyMatch(step -> step.contains("INDEX export_configurations_risky"));
  }

  private List<String> plan(String sql, int values) {
    return tables.plan(sql, Collections.nCopies(values, 1L).toArray());
  }
}
