package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportJob;
import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlIntegrationChangesTest extends TwoTenantsFixture {

  SqlIntegrationChangesTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void oneThatWasCreatedWithoutAnExportOutlivesItsLastExport() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);

    tables.delete(ACME, export.id());
    tables.endStreams();

    assertThat(tables.integrations.list(ACME)).containsExactly(integration);
    assertThat(tables.integrations.credentials(ACME, integration.id()))
        .contains(Samples.CREDENTIALS);
  }

  @Test
  void oneThatWasCreatedForAnExportGoesWithIt() {
    ExportConfiguration export = tables.create(ACME, "archive");

    tables.delete(ACME, export.id());

    assertThat(tables.integrations.list(ACME)).isEmpty();
  }

  @Test
  void aNewLocationFencesTheAttemptOfEveryExport() {
    StorageIntegration integration = create("archive");
    Attempt first = claim(link(integration));
    Attempt second = claim(link(integration));

    done(redirect(integration, "other", LinkedExports.UPDATE));

    assertThat(start(first)).isFalse();
    assertThat(start(second)).isFalse();
    assertThat(tables.integrations.find(ACME, integration.id()).orElseThrow())
        .satisfies(
            moved -> {
              assertThat(moved.location()).isEqualTo(Samples.location("other"));
              assertThat(moved.externalId()).isEqualTo(integration.externalId());
              assertThat(moved.revision()).isEqualTo(2);
            });
    assertThat(tables.configurations.list(ACME))
        .allMatch(ExportConfiguration::enabled)
        .allMatch(export -> export.revision() == 2);
  }

  @Test
  void pausedExportsKeepTheirPositionsAndWaitToBeEnabled() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    ExportJob job = plan(export);

    done(redirect(integration, "other", LinkedExports.PAUSE));

    ExportConfiguration paused = tables.configurations.find(ACME, export.id()).orElseThrow();
    assertThat(paused.enabled()).isFalse();
    assertThat(tables.configurations.stream(ACME, export.id()).map(Stream::cursor))
        .contains(Samples.stream(export).cursor());
    assertThat(tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(60))).isEmpty();
    tables.configurations.setEnabled(ACME, export.id(), true, NOW);
    assertThat(tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(60))).isPresent();
  }

  @Test
  void whatIsNoChangePausesNothing() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);

    StorageIntegration same = done(redirect(integration, "archive", LinkedExports.PAUSE));

    assertThat(same).isEqualTo(integration);
    assertThat(tables.configurations.find(ACME, export.id())).contains(export);
  }

  @Test
  void whatStaysAtItsPlacePausesNothing() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    Credentials key = new Credentials.AccessKey("AK2", "SK2");
    S3Location encrypted =
        ((S3Location) integration.location())
            .with(new S3Options(new S3Encryption.S3Managed(), Optional.empty(), false));

    StorageIntegration exchanged =
        done(tables.integrationChanges.redirect(with(integration, key), LinkedExports.PAUSE, NOW));
    assertThat(tables.configurations.find(ACME, export.id()).orElseThrow().enabled()).isTrue();

    done(
        tables.integrationChanges.redirect(
            new Redirection(exchanged, key, encrypted, key), LinkedExports.PAUSE, NOW));
    assertThat(tables.configurations.find(ACME, export.id()).orElseThrow())
        .satisfies(
            changed -> {
              assertThat(changed.enabled()).isTrue();
              assertThat(changed.revision()).isEqualTo(3);
            });
  }

  @Test
  void aChangeOfWhatWasChangedInTheMeantimeIsAConflict() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    done(redirect(integration, "other", LinkedExports.UPDATE));

    assertThat(redirect(integration, "third", LinkedExports.UPDATE))
        .isInstanceOf(Change.Conflict.class);
    assertThat(
            tables.configurations.update(
                Samples.withEnabled(export, true), to(integration, "fourth"), NOW))
        .as("a change that was made from the old destination")
        .isInstanceOf(ExportConfigurations.Change.Conflict.class);
    assertThat(tables.integrations.find(ACME, integration.id()).orElseThrow().location())
        .isEqualTo(Samples.location("other"));
  }

  @Test
  void newCredentialsReplaceTheOldOnes() {
    StorageIntegration integration = create("archive");
    Credentials changed = new Credentials.AccessKey("AK2", "SK2");

    StorageIntegration stored =
        done(
            tables.integrationChanges.redirect(
                with(integration, changed), LinkedExports.UPDATE, NOW));

    assertThat(stored.revision()).isEqualTo(2);
    assertThat(tables.integrations.credentials(ACME, integration.id())).contains(changed);
  }

  @Test
  void whatChangesIsNotTestedYetInTheSameTransaction() {
    StorageIntegration place = create("archive");
    StorageIntegration key = create("archive");

    assertThat(done(redirect(place, "other", LinkedExports.UPDATE)).lastTest())
        .isEqualTo(ConnectionTest.notTested(NOW));
    assertThat(
            done(tables.integrationChanges.redirect(
                    with(key, new Credentials.AccessKey("AK2", "SK2")), LinkedExports.UPDATE, NOW))
                .lastTest())
        .isEqualTo(ConnectionTest.notTested(NOW));
  }

  @Test
  void nobodyDeletesAnIntegrationOfAnotherTenant() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);

    assertThat(
            tables.integrationChanges.delete(
                OTHER, integration.id(), LinkedExportsAtDeletion.PAUSE, NOW))
        .isEqualTo(new Change.NotFound());
    assertThat(
            tables.integrationChanges.delete(
                OTHER, integration.id(), LinkedExportsAtDeletion.DELETE, NOW))
        .isEqualTo(new Change.NotFound());
    assertThat(tables.integrations.list(ACME)).containsExactly(integration);
    assertThat(tables.configurations.list(ACME)).containsExactly(export);
  }

  @Test
  void anUnusedIntegrationIsDeletedWithItsSecretAtOnce() {
    StorageIntegration integration = create("archive");

    assertThat(
            tables.integrationChanges.delete(
                ACME, integration.id(), LinkedExportsAtDeletion.PAUSE, NOW))
        .isEqualTo(new Change.Done(integration, List.of()));

    assertThat(tables.integrations.list(ACME)).isEmpty();
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isZero();
    assertThat(
            tables.integrationChanges.delete(
                ACME, integration.id(), LinkedExportsAtDeletion.PAUSE, NOW))
        .isEqualTo(new Change.NotFound());
  }

  @Test
  void theSecretStaysUntilTheStreamsOfDeletedExportsHaveEnded() {
    StorageIntegration integration = create("archive");
    ExportConfiguration first = link(integration);
    ExportConfiguration second = link(integration);

    assertThat(
            tables.integrationChanges.delete(
                ACME, integration.id(), LinkedExportsAtDeletion.DELETE, NOW))
        .isInstanceOfSatisfying(
            Change.Done.class,
            done -> assertThat(done.exports()).containsExactlyInAnyOrder(first.id(), second.id()));

    assertThat(tables.integrations.list(ACME)).isEmpty();
    assertThat(tables.configurations.list(ACME)).isEmpty();
    assertThat(delivering(integration)).containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isEqualTo(1);
    tables.endStreams();
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isZero();
  }

  @Test
  void theSecretStaysForAStreamThatWasEndingBefore() {
    StorageIntegration integration = create("archive");
    ExportConfiguration export = link(integration);
    tables.delete(ACME, export.id());

    tables.integrationChanges.delete(ACME, integration.id(), LinkedExportsAtDeletion.PAUSE, NOW);

    assertThat(delivering(integration)).containsExactly(export.id());
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isEqualTo(1);
    tables.endStreams();
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isZero();
  }

  private StorageIntegration create(String bucket) {
    return done(
        tables.integrationChanges.create(
            Samples.integration(ACME, Samples.location(bucket)),
            Samples.CREDENTIALS,
            Optional.empty()));
  }

  private ExportConfiguration link(StorageIntegration integration) {
    ExportConfiguration export = Samples.configuration(integration);
    tables.add(export, Samples.stream(export), NOW);
    return export;
  }

  private ExportJob plan(ExportConfiguration export) {
    ExportJob job = Samples.job(export, Samples.stream(export));
    assertThat(tables.ledger.plan(job, NOW, NOW.plusSeconds(3600))).isTrue();
    return job;
  }

  private Attempt claim(ExportConfiguration export) {
    return tables.ledger.claim(plan(export).id(), NOW, NOW, NOW.plusSeconds(60)).orElseThrow();
  }

  private boolean start(Attempt attempt) {
    return tables.ledger.start(
        attempt, attempt.job().settings(), Samples.KEY, attempt.job().range().from());
  }

  private Change redirect(StorageIntegration before, String bucket, LinkedExports linked) {
    return tables.integrationChanges.redirect(to(before, bucket), linked, NOW);
  }

  private static Redirection to(StorageIntegration before, String bucket) {
    return new Redirection(
        before, Samples.CREDENTIALS, Samples.location(bucket), Samples.CREDENTIALS);
  }

  private static Redirection with(StorageIntegration before, Credentials credentials) {
    return new Redirection(before, Samples.CREDENTIALS, before.location(), credentials);
  }

  private List<ConfigurationId> delivering(StorageIntegration integration) {
    return tables.configurations.delivering(ACME, integration.id());
  }

  private static StorageIntegration done(Change change) {
    if (change instanceof Change.Done(StorageIntegration integration, _)) {
      return integration;
    }
    throw new AssertionError("not done: " + change);
  }
}
