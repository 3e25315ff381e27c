package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportJob;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlIntegrationChangesTest {
  private static final TenantId ACME = Samples.TENANT;
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Samples.NOW;
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/writer");

  private final Path folder;
  private Tables tables;

  SqlIntegrationChangesTest(@TempDir Path folder) {
    this.folder = folder;
    tables = new Tables(folder);
  }

  @BeforeEach
  void createTenants() {
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.upsert(OTHER, "Other", NOW);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void keepsDraftsForTheirTenantAlone() {
    IntegrationDraft draft = drafted(Samples.draft(ACME));
    tables.close();
    tables = new Tables(folder);

    assertThat(tables.integrations.draft(ACME, draft.id())).contains(draft);
    assertThat(tables.integrations.drafts(ACME)).containsExactly(draft);
    assertThat(tables.integrations.find(ACME, draft.id())).isEmpty();
    assertThat(tables.integrations.draft(OTHER, draft.id())).isEmpty();
    assertThat(tables.integrations.drafts(OTHER)).isEmpty();
    assertThat(
            tables.integrationChanges.delete(OTHER, draft.id(), LinkedExportsAtDeletion.PAUSE, NOW))
        .isEqualTo(new Change.NotFound());
    assertThat(tables.integrationChanges.complete(completed(draft, OTHER), Samples.CREDENTIALS))
        .isInstanceOf(Change.Conflict.class);
  }

  @Test
  void aCompletedDraftIsTheIntegrationOfItsIdAndExternalId() {
    IntegrationDraft draft = drafted(Samples.draft(ACME));
    StorageIntegration integration = completed(draft, ACME);
    Credentials role = new Credentials.AssumedRole(ROLE, draft.externalId());

    StorageIntegration stored = done(tables.integrationChanges.complete(integration, role));

    assertThat(stored.id()).isEqualTo(draft.id());
    assertThat(stored.externalId()).isEqualTo(draft.externalId());
    assertThat(stored.authentication()).isEqualTo(new Authentication.AssumedRole(ROLE));
    assertThat(tables.integrations.drafts(ACME)).isEmpty();
    assertThat(tables.integrations.credentials(ACME, draft.id())).contains(role);
    assertThat(tables.integrationChanges.complete(integration, role))
        .isInstanceOf(Change.Conflict.class);
  }

  @Test
  void whoDeletesADraftDeletesNoIntegrationThatWasCompletedMeanwhile() {
    IntegrationDraft draft = drafted(Samples.draft(ACME));
    StorageIntegration integration =
        done(tables.integrationChanges.complete(completed(draft, ACME), Samples.CREDENTIALS));

    assertThat(tables.integrationChanges.deleteDraft(ACME, draft.id()))
        .isInstanceOf(Change.Conflict.class);

    assertThat(tables.integrations.find(ACME, draft.id())).contains(integration);
    assertThat(tables.integrations.credentials(ACME, draft.id())).contains(Samples.CREDENTIALS);
    assertThat(tables.integrationChanges.deleteDraft(OTHER, draft.id()))
        .as("another tenant's")
        .isEqualTo(new Change.NotFound());
  }

  @Test
  void aDraftIsDeletedOnceAndForItsTenantAlone() {
    IntegrationDraft draft = drafted(Samples.draft(ACME));

    assertThat(tables.integrationChanges.deleteDraft(OTHER, draft.id()))
        .isEqualTo(new Change.NotFound());
    assertThat(tables.integrations.draft(ACME, draft.id())).contains(draft);
    assertThat(tables.integrationChanges.deleteDraft(ACME, draft.id()))
        .isEqualTo(new Change.Drafted(draft));
    assertThat(tables.integrations.drafts(ACME)).isEmpty();
    assertThat(tables.integrationChanges.deleteDraft(ACME, draft.id()))
        .isEqualTo(new Change.NotFound());
  }

  @Test
  void anExternalIdIsNeverGivenAgain() {
    IntegrationDraft draft = drafted(Samples.draft(ACME));
    tables.integrationChanges.delete(ACME, draft.id(), LinkedExportsAtDeletion.PAUSE, NOW);

    assertThat(tables.integrationChanges.draft(withExternalIdOf(draft, OTHER), Optional.empty()))
        .isEqualTo(new Change.NameTaken());
    StorageIntegration integration = completed(withExternalIdOf(draft, ACME), ACME);
    assertThat(tables.integrationChanges.create(integration, Samples.CREDENTIALS, Optional.empty()))
        .isEqualTo(new Change.NameTaken());
    ExportConfiguration configuration = Samples.configuration(integration);
    assertThat(
            tables.configurations.create(
                integration,
                Samples.CREDENTIALS,
                configuration,
                Samples.stream(configuration),
                NOW,
                Optional.empty()))
        .isEqualTo(new ExportConfigurations.Change.NameTaken());
  }

  @Test
  void aRepeatedRequestReturnsWhatTheFirstOneMadeAsItIsNow() {
    Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("k", "digest"));
    IntegrationDraft draft = Samples.draft(ACME);
    assertThat(tables.integrationChanges.draft(draft, key)).isEqualTo(new Change.Drafted(draft));

    assertThat(tables.integrationChanges.draft(Samples.draft(ACME), key))
        .isEqualTo(new Change.Drafted(draft));
    assertThat(
            tables.integrationChanges.draft(
                Samples.draft(ACME), Optional.of(new IdempotencyKey("k", "other"))))
        .isInstanceOf(Change.Conflict.class);
    assertThat(tables.integrationChanges.draft(Samples.draft(OTHER), key))
        .as("another tenant's key")
        .isInstanceOf(Change.Drafted.class);

    StorageIntegration integration =
        done(tables.integrationChanges.complete(completed(draft, ACME), Samples.CREDENTIALS));
    assertThat(done(tables.integrationChanges.draft(Samples.draft(ACME), key)))
        .isEqualTo(integration);

    tables.integrationChanges.delete(ACME, draft.id(), LinkedExportsAtDeletion.PAUSE, NOW);
    assertThat(tables.integrationChanges.draft(Samples.draft(ACME), key))
        .isInstanceOf(Change.Conflict.class);
  }

  @Test
  void draftsAndIntegrationsShareOneLimit() {
    for (int i = 0; i < Tables.LIMIT - 1; i++) {
      drafted(Samples.draft(ACME));
    }
    create("archive");

    assertThat(tables.integrationChanges.draft(Samples.draft(ACME), Optional.empty()))
        .isInstanceOfSatisfying(
            Change.Conflict.class, refused -> assertThat(refused.message()).contains("limit"));
    assertThat(tables.integrationChanges.draft(Samples.draft(OTHER), Optional.empty()))
        .isInstanceOf(Change.Drafted.class);
  }

  @Test
  void aTenantThatDoesNotExistGetsNothing() {
    IntegrationDraft draft = Samples.draft(new TenantId("nobody"));

    assertThat(tables.integrationChanges.draft(draft, Optional.empty()))
        .isEqualTo(new Change.NotFound());
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

  @Test
  void aDraftIsDeletedEitherWay() {
    IntegrationDraft first = drafted(Samples.draft(ACME));
    IntegrationDraft second = drafted(Samples.draft(ACME));

    assertThat(
            tables.integrationChanges.delete(ACME, first.id(), LinkedExportsAtDeletion.PAUSE, NOW))
        .isEqualTo(new Change.Drafted(first));
    assertThat(
            tables.integrationChanges.delete(
                ACME, second.id(), LinkedExportsAtDeletion.DELETE, NOW))
        .isEqualTo(new Change.Drafted(second));
    assertThat(tables.integrations.drafts(ACME)).isEmpty();
  }

  private IntegrationDraft drafted(IntegrationDraft draft) {
    assertThat(tables.integrationChanges.draft(draft, Optional.empty()))
        .isEqualTo(new Change.Drafted(draft));
    return draft;
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

  private static IntegrationDraft withExternalIdOf(IntegrationDraft draft, TenantId tenant) {
    return new IntegrationDraft(
        new IntegrationId(UUID.randomUUID()), tenant, Optional.empty(), draft.externalId(), NOW);
  }

  private static StorageIntegration completed(IntegrationDraft draft, TenantId tenant) {
    return new StorageIntegration(
        draft.id(),
        tenant,
        "archive",
        Samples.location("archive"),
        draft.externalId(),
        ConnectionTest.passed(NOW),
        1,
        NOW,
        NOW);
  }
}
