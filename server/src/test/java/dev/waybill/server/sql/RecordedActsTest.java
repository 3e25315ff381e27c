package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Samples;
import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.server.audit.Details;
import dev.waybill.server.audit.SampleActors;
import dev.waybill.tenant.Entitlements;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordedActsTest {
  private static final TenantId ACME = Samples.TENANT;
  private static final Instant NOW = Samples.NOW;
  private static final Actor OPERATOR = SampleActors.operator("night shift");

  private final Tables tables;
  private final SqlAuditOutbox outbox;

  RecordedActsTest(@TempDir Path folder) {
    tables = new Tables(folder);
    outbox = new SqlAuditOutbox(tables.database);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void whatChangesNothingRecordsNothing() {
    ExportConfiguration export = tables.create(ACME, "archive");
    UUID key =
        tables.apiKeys.issue(Optional.of(ACME), "ci", Set.of(Permission.READ), NOW).key().id();
    tables.apiKeys.revoke(key, NOW);
    forgetAll();

    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.setSuspended(ACME, false, NOW);
    tables.tenants.setQuotas(ACME, TenantQuotas.NONE, NOW);
    tables.tenants.setEntitlements(ACME, Entitlements.ALL, NOW);
    tables.tenants.setRecipients(ACME, List.of(), NOW);
    tables.tenants.delete(new TenantId("nobody"));
    tables.apiKeys.revoke(key, NOW);
    tables.configurations.setEnabled(ACME, export.id(), true, NOW);
    tables.configurations.delete(new TenantId("nobody"), export.id(), NOW);
    tables.configurations.update(Samples.withEnabled(export, true), NOW);
    tables.integrations.recordTest(
        ACME, export.integration(), 1, ConnectionTest.passed(NOW.plusSeconds(9)));
    tables.integrations.recordTest(ACME, export.integration(), 99, failed("no"));
    tables.integrations.wake(ACME, export.integration(), NOW);

    assertThat(names()).isEmpty();
  }

  @Test
  void anotherWordingOfTheSameFailureIsNoOtherState() {
    ExportConfiguration export = tables.create(ACME, "archive");
    forgetAll();

    tables.integrations.recordTest(ACME, export.integration(), 1, failed("refused, request 1"));
    tables.integrations.recordTest(ACME, export.integration(), 1, failed("refused, request 2"));
    assertThat(names()).containsExactly("ChangeConnectionStatus");
    tables.integrations.recordTest(ACME, export.integration(), 1, ConnectionTest.passed(NOW));
    assertThat(names()).containsExactly("ChangeConnectionStatus", "ChangeConnectionStatus");
  }

  @Test
  void whatDeliveriesDoIsNotRecorded() {
    ExportConfiguration export = tables.create(ACME, "archive");
    forgetAll();
    var job = Samples.job(export, Samples.stream(export));

    tables.ledger.plan(job, NOW, NOW);
    tables.ledger.request(job.id(), NOW);
    assertThat(tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(9))).isPresent();
    tables.ledger.endLeases(NOW);

    assertThat(names()).isEmpty();
  }

  @Test
  void anOperatorsActIsTheTenantsEventAndTheOperators() {
    ActStory.as(OPERATOR, () -> tables.tenants.upsert(ACME, "Acme", NOW));

    List<Waiting> told = outbox.oldest(10);
    assertThat(told)
        .extracting(Waiting::tenant)
        .containsExactlyInAnyOrder(ACME, TenantId.OPERATORS);
    assertThat(told).extracting(Waiting::id).doesNotHaveDuplicates();
    for (Waiting one : told) {
      boolean own = one.tenant().equals(TenantId.OPERATORS);
      assertThat(one.event().contains("night shift")).isEqualTo(own);
      assertThat(one.event().contains("192.0.2.7")).isEqualTo(own);
      assertThat(json(one).path("clientID").asString()).isEqualTo(one.tenant().value());
      assertThat(json(one).path("eventID").asString()).isEqualTo(one.id().toString());
    }
  }

  @Test
  void whatAnOperatorDoesWithTheOperatorsTenantIsRecordedOnce() {
    ActStory.as(OPERATOR, () -> tables.tenants.upsert(TenantId.OPERATORS, "Night shift", NOW));

    assertThat(outbox.oldest(10)).extracting(Waiting::tenant).containsExactly(TenantId.OPERATORS);
  }

  @Test
  void whatIsLeftOfADeletedTenantGoesWithIt() {
    tables.create(ACME, "archive");
    assertThat(names()).isNotEmpty();

    tables.tenants.delete(ACME);

    assertThat(outbox.oldest(10)).extracting(Waiting::tenant).containsExactly(TenantId.OPERATORS);
    assertThat(names()).containsExactly("DeleteTenant");
  }

  @Test
  void aTenantThatDoesNotExistHasNoEvents() {
    outbox.record(ACME, Act.done(ActName.CONFIRM_CLOCK, Details.none()));

    assertThat(outbox.oldest(10)).isEmpty();
  }

  @Test
  void nothingIsLeftOfWhatFails() {
    var told = new AtomicInteger();
    outbox.onRecorded(told::incrementAndGet);

    assertThatThrownBy(
            () ->
                tables.database.run(
                    tx -> {
                      tx.recordForOperators(Act.done(ActName.CONFIRM_CLOCK, Details.none()));
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(outbox.oldest(10)).isEmpty();
    assertThat(told).hasValue(0);
  }

  @Test
  void whoListensHearsOfItOnceItIsThere() {
    var seen = new AtomicInteger();
    outbox.onRecorded(() -> seen.set(outbox.oldest(10).size()));

    tables.tenants.upsert(ACME, "Acme", NOW);
    assertThat(seen).hasValue(1);

    outbox.remove(outbox.oldest(10).stream().map(Waiting::id).toList());
    assertThat(seen).as("a removal records nothing").hasValue(1);
    assertThat(outbox.oldest(10)).isEmpty();
  }

  @Test
  void theOldestComeFirstAlsoAfterSomeWereRemoved() {
    tables.tenants.upsert(ACME, "a", NOW);
    tables.tenants.upsert(ACME, "b", NOW);
    outbox.remove(List.of(outbox.oldest(1).getFirst().id(), UUID.randomUUID()));
    tables.tenants.upsert(ACME, "c", NOW);

    assertThat(outbox.oldest(10))
        .extracting(one -> json(one).at("/tenantAudit/changes/name/to").asString())
        .containsExactly("b", "c");
    assertThat(outbox.oldest(1)).hasSize(1);
  }

  private static ConnectionTest failed(String status) {
    return ConnectionTest.failed(status, Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"), NOW);
  }

  private void forgetAll() {
    outbox.remove(outbox.oldest(1_000).stream().map(Waiting::id).toList());
  }

  private List<String> names() {
    return outbox.oldest(1_000).stream()
        .map(one -> json(one).path("eventName").asString())
        .toList();
  }

  private static JsonNode json(Waiting one) {
    return JsonMapper.shared().readTree(one.event());
  }
}
