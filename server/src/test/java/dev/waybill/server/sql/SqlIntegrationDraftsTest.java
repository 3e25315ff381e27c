package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Samples;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.RoleArn;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Integrations to be, which have an external id and no place yet. */
class SqlIntegrationDraftsTest extends TwoTenantsFixture {
  private static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/writer");

  SqlIntegrationDraftsTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void keepsDraftsForTheirTenantAlone() {
    IntegrationDraft draft = drafted(Samples.draft(ACME));
    reopen();

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
    done(
        tables.integrationChanges.create(
            Samples.integration(ACME, Samples.location("archive")),
            Samples.CREDENTIALS,
            Optional.empty()));

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
