package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.Stream;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.server.sql.IdempotencyRows.Operation;
import dev.waybill.storage.Credentials;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Creates configurations, each once per idempotency key. */
final class ConfigurationCreation {
  private final IntegrationRows integrations;
  private final int limitPerTenant;
  private final IntegrationLimit integrationLimit;

  ConfigurationCreation(IntegrationRows integrations, int limitPerTenant) {
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.limitPerTenant = limitPerTenant;
    this.integrationLimit = new IntegrationLimit(limitPerTenant);
  }

  Change create(
      Transaction tx,
      StorageIntegration integration,
      Credentials credentials,
      ExportConfiguration configuration,
      Stream stream,
      Instant firstDue,
      Optional<IdempotencyKey> key) {
    Optional<Change> answer = answer(tx, configuration, stream, key);
    if (answer.isPresent()) {
      return answer.get();
    }
    Optional<Change> refused =
        integrationLimit.refusal(tx, integration.tenant()).map(Change.Conflict::new);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!GivenNames.isFree(tx, integration.externalId())) {
      return new Change.NameTaken();
    }
    GivenNames.give(tx, integration.externalId());
    integrations.insert(tx, integration, credentials);
    ExportActs.created(tx, configuration, integration);
    return store(tx, configuration, stream, firstDue, key);
  }

  Change create(
      Transaction tx,
      ExportConfiguration configuration,
      Stream stream,
      Instant firstDue,
      Optional<IdempotencyKey> key) {
    Optional<Change> answer = answer(tx, configuration, stream, key);
    if (answer.isPresent()) {
      return answer.get();
    }
    Optional<StorageIntegration> integration =
        integrations.find(tx, configuration.tenant(), configuration.integration());
    if (integration.isEmpty()) {
      return new Change.IntegrationNotFound();
    }
    ExportActs.created(tx, configuration, integration.get());
    return store(tx, configuration, stream, firstDue, key);
  }

  /** The answer, if nothing is to be created. */
  private Optional<Change> answer(
      Transaction tx,
      ExportConfiguration configuration,
      Stream stream,
      Optional<IdempotencyKey> key) {
    TenantId tenant = configuration.tenant();
    if (!tx.exists("SELECT 1 FROM tenants WHERE id = ?", tenant.value())) {
      return Optional.of(new Change.NotFound());
    }
    return key.flatMap(sent -> earlier(tx, tenant, sent)).or(() -> refusal(tx, tenant, stream));
  }

  private static Optional<Change> earlier(Transaction tx, TenantId tenant, IdempotencyKey key) {
    return IdempotencyRows.answer(
        tx,
        tenant,
        Operation.CREATE_EXPORT_CONFIGURATION,
        key,
        made -> ConfigurationRows.find(tx, tenant, new ConfigurationId(made)).map(Change.Done::new),
        Change.Conflict::new);
  }

  private Optional<Change> refusal(Transaction tx, TenantId tenant, Stream stream) {
    long existing =
        tx.one(
                row -> row.number("existing"),
                """
                SELECT COUNT(*) AS existing FROM export_configurations
                WHERE tenant_id = ? AND deleted_at IS NULL
                """,
                tenant.value())
            .orElseThrow();
    if (existing
        >= SqlTenants.limit(tx, tenant, CountQuotas::exportConfigurations, limitPerTenant)) {
      return Optional.of(
          new Change.Conflict(
              "The tenant has "
                  + existing
                  + " export configurations, which is the limit: delete one first."));
    }
    Position retainedFrom = RetentionRows.retainedFrom(tx, tenant);
    if (stream.cursor().compareTo(retainedFrom) < 0) {
      return Optional.of(new Change.StartGone(retainedFrom));
    }
    return GivenNames.isFree(tx, stream.id())
        ? Optional.empty()
        : Optional.of(new Change.NameTaken());
  }

  private static Change store(
      Transaction tx,
      ExportConfiguration configuration,
      Stream stream,
      Instant firstDue,
      Optional<IdempotencyKey> key) {
    GivenNames.give(tx, stream.id());
    ConfigurationRows.insert(tx, configuration, stream, firstDue);
    key.ifPresent(
        sent ->
            IdempotencyRows.insert(
                tx,
                configuration.tenant(),
                Operation.CREATE_EXPORT_CONFIGURATION,
                sent,
                configuration.id().value(),
                configuration.createdAt()));
    return new Change.Done(
        ConfigurationRows.find(tx, configuration.tenant(), configuration.id()).orElseThrow());
  }
}
