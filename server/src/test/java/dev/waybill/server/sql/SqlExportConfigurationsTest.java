package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportJob;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.Interval;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobTask;
import dev.waybill.export.Layout;
import dev.waybill.export.Leftovers;
import dev.waybill.export.OutputSettings;
import dev.waybill.export.Samples;
import dev.waybill.export.Selection;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.fault.Fault;
import dev.waybill.format.Compression;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlExportConfigurationsTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Samples.NOW;
  private static final Instant LATER = NOW.plusSeconds(1);

  private final Tables tables;

  SqlExportConfigurationsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void keepsEverySetting() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    StorageIntegration integration = Samples.integration(ACME, Samples.location("first"));
    ExportConfiguration configuration =
        new ExportConfiguration(
            new ConfigurationId(UUID.randomUUID()),
            ACME,
            "security events",
            integration.id(),
            Interval.EVERY_5_MINUTES,
            new Selection(Set.of(EventKind.QUERY, EventKind.SYSTEM), Set.of("login", "\"quoted\"")),
            new OutputSettings(Compression.ZSTD, Layout.PLAIN_HOURLY, false),
            "2026-11-20T00:00:00Z",
            false,
            1,
            NOW,
            NOW);
    Stream stream = Samples.stream(configuration);

    Change change = create(integration, configuration, stream, Optional.empty());

    assertThat(change).isEqualTo(new Change.Done(configuration));
    assertThat(tables.configurations.find(ACME, configuration.id())).contains(configuration);
    assertThat(tables.configurations.stream(ACME, configuration.id())).contains(stream);
    assertThat(tables.integrations.find(ACME, integration.id())).contains(integration);
    assertThat(tables.integrations.credentials(ACME, integration.id()))
        .contains(Samples.CREDENTIALS);
  }

  @Test
  void showsAndChangesATenantsOwnOnly() {
    ExportConfiguration mine = tables.create(ACME, "first");
    ExportConfiguration others = tables.create(OTHER, "second");
    ConfigurationId id = others.id();

    assertThat(tables.configurations.list(ACME)).containsExactly(mine);
    assertThat(tables.configurations.find(ACME, id)).isEmpty();
    assertThat(tables.configurations.stream(ACME, id)).isEmpty();
    assertThat(tables.configurations.setEnabled(ACME, id, false, LATER))
        .isEqualTo(new Change.NotFound());
    assertThat(tables.configurations.delete(ACME, id, LATER)).isEqualTo(new Change.NotFound());
    assertThat(tables.configurations.update(stolen(others), LATER))
        .isEqualTo(new Change.NotFound());
    assertThat(tables.configurations.find(OTHER, id)).contains(others);
  }

  @Test
  void listsTheExportsOfOneIntegration() {
    ExportConfiguration first = tables.create(ACME, "first");
    tables.create(ACME, "another");
    ExportConfiguration second = linked(ACME, first.integration());
    ExportConfiguration gone = linked(ACME, first.integration());
    link(second);
    link(gone);

    tables.delete(ACME, gone.id());

    assertThat(tables.configurations.linked(ACME, first.integration()))
        .extracting(ExportConfiguration::id)
        .containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(tables.configurations.linked(OTHER, first.integration())).isEmpty();
  }

  @Test
  void doesNotLinkToAnotherTenantsIntegration() {
    ExportConfiguration mine = tables.create(ACME, "first");
    ExportConfiguration others = tables.create(OTHER, "second");
    ExportConfiguration linked = linked(ACME, others.integration());

    assertThat(link(linked)).isEqualTo(new Change.IntegrationNotFound());
    assertThat(
            tables.configurations.update(
                changed(mine, others.integration(), Interval.EVERY_HOUR), LATER))
        .isEqualTo(new Change.IntegrationNotFound());
    assertThat(tables.configurations.list(ACME)).containsExactly(mine);
  }

  @Test
  void createsNothingForATenantThatDoesNotExist() {
    StorageIntegration integration = Samples.integration(ACME, Samples.location("first"));
    ExportConfiguration configuration = Samples.configuration(integration);

    assertThat(create(integration, configuration, Samples.stream(configuration), Optional.empty()))
        .isEqualTo(new Change.NotFound());
    assertThat(tables.count("storage_integrations")).isZero();
  }

  @Test
  void createsOncePerIdempotencyKey() {
    IdempotencyKey key = new IdempotencyKey("k", "digest");
    ExportConfiguration first = Tables.done(createWith(key));

    assertThat(createWith(key)).isEqualTo(new Change.Done(first));
    assertThat(createWith(new IdempotencyKey("k", "another"))).isInstanceOf(Change.Conflict.class);
    assertThat(Tables.done(createWith(new IdempotencyKey("l", "digest")))).isNotEqualTo(first);
    assertThat(tables.configurations.list(ACME)).hasSize(2);
    assertThat(tables.integrations.list(ACME)).hasSize(2);

    tables.delete(ACME, first.id());
    assertThat(createWith(key)).isInstanceOf(Change.Conflict.class);
  }

  @Test
  void aRefusedCreationDoesNotUseUpItsKey() {
    for (int i = 0; i < Tables.LIMIT; i++) {
      tables.create(ACME, "bucket");
    }
    IdempotencyKey key = new IdempotencyKey("k", "digest");
    assertThat(createWith(key)).isInstanceOf(Change.Conflict.class);

    tables.delete(ACME, tables.configurations.list(ACME).getFirst().id());

    assertThat(createWith(key)).isInstanceOf(Change.Done.class);
  }

  @Test
  void keepsTheLimitPerTenant() {
    for (int i = 0; i < Tables.LIMIT; i++) {
      tables.create(ACME, "bucket");
    }

    assertThat(link(linked(ACME, tables.integrations.list(ACME).getFirst().id())))
        .isInstanceOf(Change.Conflict.class);
    assertThat(tables.create(OTHER, "bucket")).isNotNull();
    assertThat(tables.count("storage_integrations")).isEqualTo(Tables.LIMIT + 1);
  }

  @Test
  void neverGivesAStreamsNameTwice() {
    ExportConfiguration first = tables.create(OTHER, "first");
    UUID samePrefix =
        UUID.fromString(first.id().toString().substring(0, 14) + "000-8000-000000000000");
    tables.tenants.delete(OTHER);
    tables.tenants.upsert(ACME, "Acme", NOW);
    StorageIntegration integration = Samples.integration(ACME, Samples.location("second"));
    ExportConfiguration configuration = Samples.configuration(integration);
    Stream stream = withId(Samples.stream(configuration), new StreamId(samePrefix));

    assertThat(create(integration, configuration, stream, Optional.empty()))
        .isEqualTo(new Change.NameTaken());
    assertThat(tables.configurations.list(ACME)).isEmpty();
  }

  @Test
  void neverGivesAnExternalIdTwice() {
    ExportConfiguration first = tables.create(ACME, "first");
    StorageIntegration old = tables.integrations.find(ACME, first.integration()).orElseThrow();
    tables.delete(ACME, first.id());
    StorageIntegration again =
        new StorageIntegration(
            new IntegrationId(UUID.randomUUID()),
            ACME,
            "again",
            old.location(),
            old.externalId(),
            old.lastTest(),
            1,
            NOW,
            NOW);
    ExportConfiguration configuration = Samples.configuration(again);

    assertThat(create(again, configuration, Samples.stream(configuration), Optional.empty()))
        .isEqualTo(new Change.NameTaken());
  }

  @Test
  void updatesARevisionOnce() {
    ExportConfiguration created = tables.create(ACME, "first");
    ExportConfiguration changed = changed(created, created.integration(), Interval.EVERY_5_MINUTES);

    assertThat(tables.configurations.update(changed, LATER)).isEqualTo(new Change.Done(changed));
    assertThat(tables.ledger.plannable(created.id()).orElseThrow().nextDue()).isEqualTo(LATER);
    assertThat(tables.configurations.update(changed, LATER)).isInstanceOf(Change.Conflict.class);
    assertThat(tables.configurations.find(ACME, created.id())).contains(changed);
  }

  @Test
  void disablesAndEnablesWithoutLosingThePosition() {
    ExportConfiguration created = tables.create(ACME, "first");
    Optional<Stream> stream = tables.configurations.stream(ACME, created.id());

    ExportConfiguration disabled =
        Tables.done(tables.configurations.setEnabled(ACME, created.id(), false, LATER));
    assertThat(disabled.enabled()).isFalse();
    assertThat(disabled.revision()).isEqualTo(1);
    assertThat(disabled.updatedAt()).isEqualTo(LATER);
    assertThat(tables.ledger.due(LATER, 10)).isEmpty();
    assertThat(tables.configurations.setEnabled(ACME, created.id(), false, LATER.plusSeconds(1)))
        .isEqualTo(new Change.Done(disabled));

    Tables.done(tables.configurations.setEnabled(ACME, created.id(), true, LATER));
    assertThat(tables.ledger.due(LATER, 10)).containsExactly(created.id());
    assertThat(tables.configurations.stream(ACME, created.id())).isEqualTo(stream);
  }

  @Test
  void deletesAConfigurationAndItsDestinationWhichServesTheStreamToItsEnd() {
    ExportConfiguration created = tables.create(ACME, "first");
    ExportJob job = Samples.job(created, Samples.stream(created));
    tables.ledger.plan(job, NOW, LATER);
    Attempt attempt = tables.ledger.claim(job.id(), NOW, NOW, LATER).orElseThrow();

    assertThat(tables.configurations.delete(ACME, created.id(), LATER))
        .isInstanceOf(Change.Done.class);

    assertThat(tables.configurations.find(ACME, created.id())).isEmpty();
    assertThat(tables.configurations.stream(ACME, created.id())).isEmpty();
    assertThat(tables.configurations.list(ACME)).isEmpty();
    assertThat(tables.integrations.find(ACME, created.integration())).isEmpty();
    assertThat(tables.integrations.list(ACME)).isEmpty();
    assertThat(tables.integrations.credentials(ACME, created.integration())).isEmpty();
    assertThat(tables.configurations.delete(ACME, created.id(), LATER))
        .isEqualTo(new Change.NotFound());
    assertThat(tables.configurations.delivering(ACME, created.integration()))
        .containsExactly(created.id());
    assertThat(secrets()).isEqualTo(1);

    assertThat(tables.ledger.release(attempt, Leftovers.NONE, LATER)).isTrue();
    Attempt last = tables.ledger.claim(job.id(), LATER, LATER, LATER).orElseThrow();
    assertThat(last.credentials()).isEqualTo(Samples.CREDENTIALS);
    assertThat(
            tables.ledger.fail(
                last, Samples.failure(Fault.CUSTOMER, "DENIED"), Leftovers.NONE, LATER, LATER))
        .isTrue();

    assertThat(secrets()).isZero();
    assertThat(tables.configurations.delivering(ACME, created.integration())).isEmpty();
    assertThat(tables.history.job(ACME, job.id()).orElseThrow())
        .satisfies(
            view -> {
              assertThat(view.job().status()).isEqualTo(JobStatus.CANCELLED);
              assertThat(view.finishedAt()).contains(LATER);
            });
    assertThat(tables.history.tasks(ACME, job.id()))
        .last()
        .satisfies(task -> assertThat(task.status()).isEqualTo(JobTask.Status.FAILED));
  }

  private long secrets() {
    return tables.count("storage_integrations WHERE credentials IS NOT NULL");
  }

  @Test
  void theSecretStaysUntilTheLastStreamHasEndedThere() {
    ExportConfiguration first = tables.create(ACME, "first");
    ExportConfiguration second = Tables.done(link(linked(ACME, first.integration())));
    tables.delete(ACME, first.id());
    tables.delete(ACME, second.id());

    end(first);
    assertThat(secrets()).isEqualTo(1);

    end(second);
    assertThat(secrets()).isZero();
  }

  @Test
  void anEndThatComesFirstLeavesTheSecretToTheOthers() {
    ExportConfiguration first = tables.create(ACME, "first");
    ExportConfiguration second = Tables.done(link(linked(ACME, first.integration())));
    tables.delete(ACME, first.id());

    end(first);

    assertThat(tables.integrations.credentials(ACME, second.integration())).isPresent();
  }

  @Test
  void whatEndsIsNotCountedAsBlockedNorBehind() {
    ExportConfiguration created = tables.create(ACME, "first");
    ExportJob job = Samples.job(created, Samples.stream(created));
    tables.ledger.plan(job, NOW, LATER);
    Attempt attempt = tables.ledger.claim(job.id(), NOW, NOW, LATER).orElseThrow();
    tables.ledger.fail(
        attempt, Samples.failure(Fault.CUSTOMER, "DENIED"), Leftovers.NONE, NOW, LATER);
    assertThat(backlog().blocked()).isNotEmpty();
    assertThat(backlog().streams()).hasSize(1);

    tables.delete(ACME, created.id());

    assertThat(backlog().blocked()).isEmpty();
    assertThat(backlog().streams()).isEmpty();
    assertThat(backlog().due()).isZero();
  }

  private ExportBacklog backlog() {
    return tables.database.read(tx -> BacklogQueries.read(tx, LATER));
  }

  /** With an attempt that fails. */
  private void end(ExportConfiguration deleted) {
    ExportJob job = Samples.job(deleted, Samples.stream(deleted));
    assertThat(tables.ledger.planEnding(job, job.range().to())).isTrue();
    Attempt attempt = tables.ledger.claim(job.id(), LATER, LATER, LATER).orElseThrow();
    assertThat(
            tables.ledger.fail(
                attempt, Samples.failure(Fault.CUSTOMER, "DENIED"), Leftovers.NONE, LATER, LATER))
        .isTrue();
  }

  @Test
  void keepsADestinationThatAnotherExportUses() {
    ExportConfiguration first = tables.create(ACME, "first");
    ExportConfiguration second = Tables.done(link(linked(ACME, first.integration())));

    tables.delete(ACME, first.id());
    assertThat(tables.integrations.find(ACME, first.integration())).isPresent();

    tables.delete(ACME, second.id());
    assertThat(tables.integrations.find(ACME, first.integration())).isEmpty();
  }

  @Test
  void anIntegrationThatWasMadeForAnExportGoesWithItsSecretWhenTheLastIsAttachedElsewhere() {
    ExportConfiguration first = tables.create(ACME, "first");
    ExportConfiguration second = Tables.done(link(linked(ACME, first.integration())));
    IntegrationId other = tables.create(ACME, "other").integration();

    attach(first, other);
    assertThat(tables.integrations.credentials(ACME, first.integration()))
        .as("the second export uses it")
        .isPresent();

    attach(second, other);
    assertThat(tables.integrations.find(ACME, first.integration())).isEmpty();
    assertThat(secrets()).as("of the other one").isEqualTo(1);
  }

  @Test
  void attachingElsewhereLeavesTheSecretToWhatEndsThere() {
    ExportConfiguration first = tables.create(ACME, "first");
    ExportConfiguration second = Tables.done(link(linked(ACME, first.integration())));
    IntegrationId other = tables.create(ACME, "other").integration();
    tables.delete(ACME, first.id());

    attach(second, other);

    assertThat(tables.integrations.find(ACME, first.integration())).isEmpty();
    assertThat(secrets()).isEqualTo(2);
    end(first);
    assertThat(secrets()).as("of the other one").isEqualTo(1);
  }

  @Test
  void anUnfinishedJobOfAnExportThatIsAttachedElsewhereIsDoneThere() {
    ExportConfiguration export = tables.create(ACME, "first");
    ExportConfiguration other = tables.create(ACME, "other");
    ExportJob job = Samples.job(export, Samples.stream(export));
    assertThat(tables.ledger.plan(job, NOW, LATER)).isTrue();
    Attempt before = tables.ledger.claim(job.id(), NOW, NOW, LATER).orElseThrow();

    attach(export, other.integration());

    assertThat(
            tables.ledger.start(before, job.settings(), Samples.KEY, before.job().range().from()))
        .isFalse();
    Instant leaseEnded = LATER.plusSeconds(1);
    assertThat(tables.ledger.claim(job.id(), leaseEnded, leaseEnded, leaseEnded.plusSeconds(60)))
        .hasValueSatisfying(
            again -> {
              assertThat(again.integration().id()).isEqualTo(other.integration());
              assertThat(again.credentials()).isEqualTo(Samples.CREDENTIALS);
            });
  }

  @Test
  void exportsWithIntegrationsOfTheirOwnKeepTheLimitOfIntegrations() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    for (int i = 0; i < Tables.LIMIT; i++) {
      assertThat(tables.integrationChanges.draft(Samples.draft(ACME), Optional.empty()))
          .isInstanceOf(IntegrationChanges.Change.Drafted.class);
    }
    StorageIntegration integration = Samples.integration(ACME, Samples.location("first"));
    ExportConfiguration configuration = Samples.configuration(integration);

    assertThat(create(integration, configuration, Samples.stream(configuration), Optional.empty()))
        .isInstanceOfSatisfying(
            Change.Conflict.class,
            refused -> assertThat(refused.message()).contains("5 storage integrations", "limit"));
    assertThat(tables.count("storage_integrations")).isZero();
  }

  private void attach(ExportConfiguration export, IntegrationId to) {
    Tables.done(tables.configurations.update(changed(export, to, export.interval()), LATER));
  }

  private Change createWith(IdempotencyKey key) {
    tables.tenants.upsert(ACME, "Acme", NOW);
    StorageIntegration integration = Samples.integration(ACME, Samples.location("first"));
    ExportConfiguration configuration = Samples.configuration(integration);
    return create(integration, configuration, Samples.stream(configuration), Optional.of(key));
  }

  private Change create(
      StorageIntegration integration,
      ExportConfiguration configuration,
      Stream stream,
      Optional<IdempotencyKey> key) {
    return tables.configurations.create(
        integration, Samples.CREDENTIALS, configuration, stream, NOW, key);
  }

  private Change link(ExportConfiguration configuration) {
    return tables.configurations.create(
        configuration, Samples.stream(configuration), NOW, Optional.empty());
  }

  private static ExportConfiguration linked(TenantId tenant, IntegrationId integration) {
    return configuration(
        new ConfigurationId(UUID.randomUUID()), tenant, integration, Interval.EVERY_HOUR, 1, NOW);
  }

  private static ExportConfiguration changed(
      ExportConfiguration old, IntegrationId integration, Interval interval) {
    return configuration(old.id(), old.tenant(), integration, interval, old.revision() + 1, LATER);
  }

  private static ExportConfiguration stolen(ExportConfiguration others) {
    return configuration(others.id(), ACME, others.integration(), Interval.EVERY_HOUR, 2, LATER);
  }

  private static ExportConfiguration configuration(
      ConfigurationId id,
      TenantId tenant,
      IntegrationId integration,
      Interval interval,
      long revision,
      Instant updatedAt) {
    return new ExportConfiguration(
        id,
        tenant,
        "all events",
        integration,
        interval,
        Selection.ALL,
        OutputSettings.DEFAULT,
        "BEGINNING",
        true,
        revision,
        NOW,
        updatedAt);
  }

  private static Stream withId(Stream stream, StreamId id) {
    return new Stream(
        id,
        stream.configuration(),
        stream.cursor(),
        stream.receivedThrough(),
        stream.nextSequence(),
        stream.nextOrdinal(),
        stream.lastTick());
  }
}
