package dev.waybill.export;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The exports of an {@link InMemoryExportLedger} and where they deliver to; the ledger sees to it
 * that one thread is here.
 */
final class InMemoryConfigurations {
  private final Map<ConfigurationId, ConfigurationRow> configurations = new LinkedHashMap<>();
  private final Map<IntegrationId, StorageIntegration> integrations = new HashMap<>();
  private final Map<IntegrationId, Credentials> credentials = new HashMap<>();
  private final Set<IntegrationId> deleted = new HashSet<>();

  void add(StorageIntegration integration, Credentials secret) {
    integrations.put(integration.id(), integration);
    credentials.put(integration.id(), secret);
  }

  void add(ConfigurationRow row) {
    configurations.put(row.configuration.id(), row);
  }

  void forget(ConfigurationId configuration) {
    configurations.remove(configuration);
  }

  void move(IntegrationId integration, Location location) {
    StorageIntegration old = Objects.requireNonNull(integrations.get(integration));
    integrations.put(
        integration,
        new StorageIntegration(
            old.id(),
            old.tenant(),
            old.name(),
            location,
            old.authentication(),
            old.confirmed(),
            old.externalId(),
            old.lastTest(),
            old.revision() + 1,
            old.createdAt(),
            old.updatedAt()));
  }

  void delete(IntegrationId integration) {
    deleted.add(integration);
  }

  boolean isDetached(ConfigurationRow row) {
    return deleted.contains(row.configuration.integration()) && !row.ends();
  }

  /** In the order in which they were added, deleted ones too. */
  Collection<ConfigurationRow> all() {
    return configurations.values();
  }

  /** Also one that was deleted. */
  Optional<ConfigurationRow> find(ConfigurationId id) {
    return Optional.ofNullable(configurations.get(id));
  }

  Optional<ConfigurationRow> existing(ConfigurationId id) {
    return find(id).filter(ConfigurationRow::exists);
  }

  ConfigurationRow row(ConfigurationId id) {
    return Objects.requireNonNull(configurations.get(id), "no such configuration");
  }

  StorageIntegration integration(ConfigurationRow row) {
    return Objects.requireNonNull(
        integrations.get(row.configuration.integration()), "no such integration");
  }

  Credentials credentials(StorageIntegration integration) {
    return Objects.requireNonNull(credentials.get(integration.id()), "no credentials");
  }
}
