package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.sql.IdempotencyRows.Operation;
import dev.waybill.storage.Credentials;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates integrations without an export, and drafts, each once per idempotency key. */
final class IntegrationCreation {
  private final IntegrationRows integrations;
  private final IntegrationLimit limit;

  IntegrationCreation(IntegrationRows integrations, int limitPerTenant) {
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.limit = new IntegrationLimit(limitPerTenant);
  }

  Change draft(Transaction tx, IntegrationDraft draft, Optional<IdempotencyKey> key) {
    Optional<Change> answer = answer(tx, draft.tenant(), draft.externalId(), key);
    if (answer.isPresent()) {
      return answer.get();
    }
    DraftRows.insert(tx, draft);
    IntegrationActs.drafted(tx, draft);
    give(tx, draft.tenant(), draft.id(), draft.externalId(), key, draft.createdAt());
    return new Change.Drafted(draft);
  }

  Change create(
      Transaction tx,
      StorageIntegration integration,
      Credentials credentials,
      Optional<IdempotencyKey> key) {
    TenantId tenant = integration.tenant();
    Optional<Change> answer = answer(tx, tenant, integration.externalId(), key);
    if (answer.isPresent()) {
      return answer.get();
    }
    integrations.insertStandalone(tx, integration, credentials);
    IntegrationActs.created(tx, integration);
    give(tx, tenant, integration.id(), integration.externalId(), key, integration.createdAt());
    return stored(tx, integration);
  }

  Change complete(Transaction tx, StorageIntegration integration, Credentials credentials) {
    Optional<IntegrationDraft> draft = DraftRows.find(tx, integration.tenant(), integration.id());
    if (draft.isEmpty()) {
      return new Change.Conflict(
          "The draft was completed or deleted in the meantime: read the storage integrations again.");
    }
    DraftRows.delete(tx, draft.get());
    integrations.insertStandalone(tx, integration, credentials);
    IntegrationActs.completed(tx, integration);
    return stored(tx, integration);
  }

  private Change stored(Transaction tx, StorageIntegration integration) {
    return new Change.Done(
        integrations.find(tx, integration.tenant(), integration.id()).orElseThrow(), List.of());
  }

  /** The answer, if nothing is to be created. */
  private Optional<Change> answer(
      Transaction tx, TenantId tenant, UUID externalId, Optional<IdempotencyKey> key) {
    if (SqlTenants.find(tx, tenant).isEmpty()) {
      return Optional.of(new Change.NotFound());
    }
    return key.flatMap(sent -> earlier(tx, tenant, sent))
        .or(() -> limit.refusal(tx, tenant).map(Change.Conflict::new))
        .or(
            () ->
                GivenNames.isFree(tx, externalId)
                    ? Optional.empty()
                    : Optional.of(new Change.NameTaken()));
  }

  private Optional<Change> earlier(Transaction tx, TenantId tenant, IdempotencyKey key) {
    return IdempotencyRows.answer(
        tx,
        tenant,
        Operation.CREATE_STORAGE_INTEGRATION,
        key,
        made -> asItIsNow(tx, tenant, new IntegrationId(made)),
        Change.Conflict::new);
  }

  private Optional<Change> asItIsNow(Transaction tx, TenantId tenant, IntegrationId id) {
    Optional<Change> draft = DraftRows.find(tx, tenant, id).map(Change.Drafted::new);
    return draft.or(
        () -> integrations.find(tx, tenant, id).map(found -> new Change.Done(found, List.of())));
  }

  private static void give(
      Transaction tx,
      TenantId tenant,
      IntegrationId id,
      UUID externalId,
      Optional<IdempotencyKey> key,
      Instant now) {
    GivenNames.give(tx, externalId);
    key.ifPresent(
        sent ->
            IdempotencyRows.insert(
                tx, tenant, Operation.CREATE_STORAGE_INTEGRATION, sent, id.value(), now));
  }
}
