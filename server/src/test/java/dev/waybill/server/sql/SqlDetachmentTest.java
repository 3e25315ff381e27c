package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportJob;
import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.JobStatus;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage integration is deleted, and its exports are kept. */
class SqlDetachmentTest extends TwoTenantsFixture {
  private static final Instant LATER = NOW.plusSeconds(60);

  SqlDetachmentTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void theIntegrationIsGoneForItsOwnerWithItsSecret() {
    StorageIntegration integration = create("archive");
    link(integration);

    assertThat(delete(integration)).isInstanceOf(Change.Done.class);

    assertThat(tables.integrations.find(ACME, integration.id())).isEmpty();
    assertThat(tables.integrations.list(ACME)).isEmpty();
    assertThat(tables.integrations.credentials(ACME, integration.id())).isEmpty();
    assertThat(
            tables.count(
                "storage_integrations WHERE credentials IS NOT NULL OR confirmed_place IS NOT"
                    + " NULL"))
        .isZero();
    assertThat(delete(integration)).isEqualTo(new Change.NotFound());
    assertThat(
            tables.integrations.recordTest(
                ACME, integration.id(), integration.revision(), ConnectionTest.passed(LATER)))
        .isFalse();
  }

  @Test
  void itsExportsAreDisabledAndKeepTheirPositions() {
    StorageIntegration integration = create("archive");
    ExportConfiguration first = link(integration);
    ExportConfiguration second = link(integration);
    Stream before = stream(first);

    assertThat(delete(integration)).isEqualTo(new Change.Done(integration, ids(first, second)));

    reopen();
    assertThat(tables.configurations.list(ACME))
        .hasSize(2)
        .allSatisfy(
            export -> {
              assertThat(export.enabled()).isFalse();
              assertThat(export.revision()).isEqualTo(2);
              assertThat(export.integration()).isEqualTo(integration.id());
            });
    assertThat(stream(first)).isEqualTo(before);
  }

  @Test
  void whoReadsThemLearnsWhatBecameOfTheIntegration() {
    StorageIntegration integration = create("archive");
    link(integration);
    assertThat(tables.integrations.deletedInUse(ACME)).isEmpty();

    delete(integration);

    StorageIntegration deleted =
        tables.integrations.deletedInUse(ACME, integration.id()).orElseThrow();
    assertThat(DeletedIntegration.is(deleted)).isTrue();
    assertThat(deleted.lastTest()).isEqualTo(DeletedIntegration.test(NOW));
    assertThat(deleted.location()).isEqualTo(integration.location());
    assertThat(deleted.externalId()).isEqualTo(integration.externalId());
    assertThat(tables.integrations.deletedInUse(ACME)).containsExactly(deleted);
    assertThat(tables.integrations.deletedInUse(OTHER, integration.id())).isEmpty();
    assertThat(tables.integrations.deletedInUse(OTHER)).isEmpty();
  }

  @Test
  void aDetachedExportIsNotEnabled() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    delete(integration);

    assertThat(tables.configurations.setEnabled(ACME, export.id(), true, LATER))
        .isEqualTo(new ExportConfigurations.Change.Conflict(DeletedIntegration.STATUS));
    assertThat(tables.configurations.update(twice(Samples.withEnabled(export, true)), LATER))
        .isEqualTo(new ExportConfigurations.Change.Conflict(DeletedIntegration.STATUS));
    assertThat(tables.configurations.setEnabled(OTHER, export.id(), true, LATER))
        .isEqualTo(new ExportConfigurations.Change.NotFound());
    assertThat(found(export).enabled()).isFalse();
    assertThat(tables.configurations.setEnabled(ACME, export.id(), false, LATER))
        .isEqualTo(new ExportConfigurations.Change.Done(found(export)));
  }

  @Test
  void itsSettingsMayChangeButNotItsDestination() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    delete(integration);

    assertThat(
            tables.configurations.update(
                twice(Samples.withEnabled(export, false)),
                new Redirection(
                    integration,
                    Samples.CREDENTIALS,
                    Samples.location("elsewhere"),
                    Samples.CREDENTIALS),
                LATER))
        .isEqualTo(new ExportConfigurations.Change.Conflict(DeletedIntegration.STATUS));
    assertThat(tables.configurations.update(twice(Samples.withEnabled(export, false)), LATER))
        .isInstanceOf(ExportConfigurations.Change.Done.class);
  }

  @Test
  void nothingIsAttachedToADeletedIntegration() {
    StorageIntegration integration = create("archive");
    link(integration);
    delete(integration);
    ExportConfiguration other = link(create("other"));

    assertThat(tables.configurations.update(Samples.attached(other, integration.id()), LATER))
        .isEqualTo(new ExportConfigurations.Change.IntegrationNotFound());
    ExportConfiguration fresh = Samples.configuration(integration);
    assertThat(tables.configurations.create(fresh, Samples.stream(fresh), NOW, Optional.empty()))
        .isEqualTo(new ExportConfigurations.Change.IntegrationNotFound());
  }

  @Test
  void nothingIsLeftOfTheIntegrationOnceItsExportsAreAttachedElsewhere() {
    StorageIntegration integration = create("archive");
    ExportConfiguration first = link(integration);
    ExportConfiguration second = link(integration);
    StorageIntegration other = create("other");
    delete(integration);

    attach(first, other);
    assertThat(tables.integrations.deletedInUse(ACME, integration.id())).isPresent();
    attach(second, other);

    assertThat(tables.integrations.deletedInUse(ACME)).isEmpty();
    assertThat(tables.count("storage_integrations WHERE deleted_at IS NOT NULL")).isZero();
    assertThat(tables.configurations.list(ACME))
        .allSatisfy(
            export -> {
              assertThat(export.enabled()).isTrue();
              assertThat(export.integration()).isEqualTo(other.id());
            });
    StorageIntegration again =
        Samples.integration(
            ACME, Samples.location("third"), integration.externalId(), Samples.CREDENTIALS);
    assertThat(tables.integrationChanges.create(again, Samples.CREDENTIALS, Optional.empty()))
        .as("its external id is not given again")
        .isEqualTo(new Change.NameTaken());
  }

  @Test
  void oneThatIsDeletedInItsTurnHasNothingMoreToDeliver() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    ExportJob planned = Samples.job(export, stream(export));
    assertThat(tables.ledger.plan(planned, NOW, NOW)).isTrue();
    delete(integration);

    tables.delete(ACME, export.id());

    assertThat(tables.configurations.delivering(ACME, integration.id())).isEmpty();
    assertThat(tables.ledger.due(LATER, 10)).isEmpty();
    assertThat(tables.job(planned.id()).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(tables.integrations.deletedInUse(ACME)).isEmpty();
  }

  @Test
  void theSecretStaysForAStreamThatEndsThereAndForNoDetachedExport() {
    StorageIntegration integration = create("archive");
    ExportConfiguration ending = link(integration);
    ExportConfiguration kept = link(integration);
    tables.delete(ACME, ending.id());

    delete(integration);

    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isEqualTo(1);
    assertThat(tables.ledger.due(LATER, 10)).containsExactly(ending.id());
    tables.delete(ACME, kept.id());
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isEqualTo(1);
    tables.endStreams();
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isZero();
  }

  @Test
  void aRestoredBackupHasItDetachedAndItGoesOnUnderAnotherStreamWhereItIsAttached() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    ExportJob planned = Samples.job(export, stream(export));
    assertThat(tables.ledger.plan(planned, NOW, NOW)).isTrue();
    Stream before = stream(export);
    delete(integration);

    tables.database.run(
        tx -> {
          Incarnations.begin(tx, 2500, NOW, LATER);
          new StreamSuccession(tx, LATER, UUID::randomUUID).replaceAll();
        });

    assertThat(DeletedIntegration.is(tables.integrations.deletedInUse(ACME).getFirst())).isTrue();
    assertThat(tables.ledger.due(LATER, 10)).isEmpty();
    attach(export, create("other"));
    assertThat(tables.ledger.due(LATER, 10)).containsExactly(export.id());
    assertThat(stream(export).id()).isNotEqualTo(before.id());
    assertThat(stream(export).cursor()).isEqualTo(before.cursor());
  }

  @Test
  void retentionWaitsForWhatItHasNotDelivered() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    delete(integration);
    Position behind = stream(export).cursor().plus(5);

    assertThat(tables.retention.lagging(ACME, behind))
        .singleElement()
        .satisfies(lagging -> assertThat(lagging.configuration()).isEqualTo(export.id()));
    assertThat(
            tables.retention.mark(
                tables.retention.tenant(ACME).orElseThrow(), behind, Position.ZERO))
        .hasValueSatisfying(mark -> assertThat(mark.before()).isEqualTo(stream(export).cursor()));
  }

  @Test
  void goesWithItsTenant() {
    StorageIntegration integration = create("archive");
    link(integration);
    delete(integration);

    assertThat(tables.tenants.delete(ACME)).isTrue();

    assertThat(tables.count("storage_integrations")).isZero();
    assertThat(tables.count("export_configurations")).isZero();
  }

  private Change delete(StorageIntegration integration) {
    return tables.integrationChanges.delete(
        ACME, integration.id(), LinkedExportsAtDeletion.PAUSE, NOW);
  }

  private void attach(ExportConfiguration export, StorageIntegration to) {
    assertThat(
            tables.configurations.update(
                Samples.withEnabled(Samples.attached(export, to.id()), true), LATER))
        .isInstanceOf(ExportConfigurations.Change.Done.class);
  }

  /** The revision after the one that the deletion has made. */
  private static ExportConfiguration twice(ExportConfiguration changed) {
    return Samples.withEnabled(changed, changed.enabled());
  }

  private static List<ConfigurationId> ids(ExportConfiguration... exports) {
    return Arrays.stream(exports)
        .map(ExportConfiguration::id)
        .sorted(Comparator.comparing(ConfigurationId::toString))
        .toList();
  }

  private ExportConfiguration found(ExportConfiguration export) {
    return tables.configurations.find(ACME, export.id()).orElseThrow();
  }

  private Stream stream(ExportConfiguration export) {
    return tables.configurations.stream(ACME, export.id()).orElseThrow();
  }

  private StorageIntegration create(String bucket) {
    StorageIntegration integration = Samples.integration(ACME, Samples.location(bucket));
    assertThat(tables.integrationChanges.create(integration, Samples.CREDENTIALS, Optional.empty()))
        .isInstanceOf(Change.Done.class);
    return integration;
  }

  private ExportConfiguration link(StorageIntegration integration) {
    ExportConfiguration export = Samples.configuration(integration);
    tables.add(export, Samples.stream(export), NOW);
    return export;
  }
}
