package dev.waybill.server.deliveries;

import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A control plane with one integration, and how often that was woken. */
final class OneIntegration implements StorageIntegrations {
  private StorageIntegration current;
  private int woken;
  private Optional<Credentials> held = Optional.empty();

  OneIntegration(StorageIntegration integration) {
    this.current = integration;
  }

  StorageIntegration current() {
    return current;
  }

  int woken() {
    return woken;
  }

  void changeLocation() {
    current = with(current.lastTest(), current.revision() + 1);
  }

  void hold(Credentials credentials) {
    held = Optional.of(credentials);
  }

  @Override
  public Optional<StorageIntegration> find(TenantId tenant, IntegrationId id) {
    return Optional.of(current).filter(it -> it.tenant().equals(tenant) && it.id().equals(id));
  }

  @Override
  public List<StorageIntegration> list(TenantId tenant) {
    return List.of(current);
  }

  @Override
  public Optional<StorageIntegration> deletedInUse(TenantId tenant, IntegrationId id) {
    return Optional.empty();
  }

  @Override
  public List<StorageIntegration> deletedInUse(TenantId tenant) {
    return List.of();
  }

  @Override
  public Optional<IntegrationDraft> draft(TenantId tenant, IntegrationId id) {
    return Optional.empty();
  }

  @Override
  public List<IntegrationDraft> drafts(TenantId tenant) {
    return List.of();
  }

  @Override
  public Optional<Credentials> credentials(TenantId tenant, IntegrationId id) {
    return held;
  }

  @Override
  public Map<IntegrationId, HeldKeys> accessKeys(TenantId tenant, Set<IntegrationId> asked) {
    return Map.of();
  }

  @Override
  public boolean recordProof(
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned) {
    throw new AssertionError("a delivery proves nothing of one access key alone");
  }

  @Override
  public boolean recordTest(TenantId tenant, IntegrationId id, long revision, ConnectionTest test) {
    boolean same = revision == current.revision();
    if (same) {
      current = with(test, revision);
    }
    return same;
  }

  @Override
  public boolean recordTest(
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned) {
    throw new AssertionError("a delivery finds out nothing about a store");
  }

  @Override
  public Optional<StorageIntegration> returningFromConsent(IntegrationId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Confirmed confirm(TenantId tenant, IntegrationId id, long revision, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void wake(TenantId tenant, IntegrationId id, Instant now) {
    woken++;
  }

  private StorageIntegration with(ConnectionTest test, long revision) {
    return new StorageIntegration(
        current.id(),
        current.tenant(),
        current.name(),
        current.location(),
        current.externalId(),
        test,
        revision,
        current.createdAt(),
        current.updatedAt());
  }
}
