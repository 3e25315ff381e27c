package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations.Confirmed;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Two tenants and places of theirs that are to be confirmed. */
final class PlacesToConfirm implements AutoCloseable {
  static final TenantId ACME = Samples.TENANT;
  static final TenantId OTHER = new TenantId("other");
  static final Instant NOW = Samples.NOW;
  static final Instant LATER = NOW.plusSeconds(60);

  private final Tables tables;

  PlacesToConfirm(Path folder) {
    tables = new Tables(folder);
    tables.tenants.upsert(ACME, "Acme", NOW);
    tables.tenants.upsert(OTHER, "Other", NOW);
  }

  Tables tables() {
    return tables;
  }

  @Override
  public void close() {
    tables.close();
  }

  StorageIntegration grant(TenantId tenant, Location location) {
    UUID id = UUID.randomUUID();
    return add(tenant, location, id, SharedIdentities.grant(id));
  }

  StorageIntegration entra(TenantId tenant, Location location, EntraDirectory directory) {
    UUID id = UUID.randomUUID();
    return add(tenant, location, id, SharedIdentities.application(id, directory));
  }

  StorageIntegration confirmed(StorageIntegration integration) {
    assertThat(confirm(integration)).isEqualTo(Confirmed.DONE);
    return stored(integration);
  }

  Confirmed confirm(StorageIntegration integration) {
    return tables.integrations.confirm(
        integration.tenant(), integration.id(), integration.revision(), LATER);
  }

  StorageIntegration stored(StorageIntegration integration) {
    return tables.integrations.find(integration.tenant(), integration.id()).orElseThrow();
  }

  static Location at(String bucket, String path) {
    return new GcsLocation(bucket, new StoragePath(path));
  }

  static Location container(String account) {
    return AzureLocation.ofAccount(account, "audit", new StoragePath("p"));
  }

  private StorageIntegration add(
      TenantId tenant, Location location, UUID id, Credentials credentials) {
    StorageIntegration integration = Samples.integration(tenant, location, id, credentials);
    assertThat(tables.integrationChanges.create(integration, credentials, Optional.empty()))
        .isEqualTo(new Change.Done(integration, List.of()));
    return integration;
  }
}
