package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Samples;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Integrations, which need no credentials unless told otherwise, and who was woken. */
final class InMemoryIntegrations implements StorageIntegrations {
  private final Map<IntegrationId, StorageIntegration> rows = new LinkedHashMap<>();
  private final Map<IntegrationId, StorageIntegration> deletedInUse = new LinkedHashMap<>();
  private final Map<IntegrationId, Credentials> credentials = new HashMap<>();
  private final List<IntegrationId> woken = new ArrayList<>();
  private Runnable meanwhile = () -> {};

  /** Happens right before the next look at them. */
  void meanwhile(Runnable change) {
    meanwhile = change;
  }

  void put(StorageIntegration integration) {
    rows.put(integration.id(), integration);
  }

  void put(StorageIntegration integration, Credentials needed) {
    put(integration);
    credentials.put(integration.id(), needed);
  }

  void delete(IntegrationId id) {
    rows.remove(id);
  }

  List<IntegrationId> woken() {
    return List.copyOf(woken);
  }

  @Override
  public Optional<StorageIntegration> find(TenantId tenant, IntegrationId id) {
    happen();
    return Optional.ofNullable(rows.get(id)).filter(row -> row.tenant().equals(tenant));
  }

  @Override
  public Optional<StorageIntegration> returningFromConsent(IntegrationId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public List<StorageIntegration> list(TenantId tenant) {
    happen();
    return rows.values().stream().filter(row -> row.tenant().equals(tenant)).toList();
  }

  /** Exports that use it stay. */
  void deleteUnder(IntegrationId id, Instant now) {
    StorageIntegration last = requireNonNull(rows.remove(id));
    deletedInUse.put(id, last.tested(last.location(), DeletedIntegration.test(now)));
  }

  @Override
  public Optional<StorageIntegration> deletedInUse(TenantId tenant, IntegrationId id) {
    return deletedInUse(tenant).stream().filter(row -> row.id().equals(id)).findFirst();
  }

  @Override
  public List<StorageIntegration> deletedInUse(TenantId tenant) {
    return deletedInUse.values().stream().filter(row -> row.tenant().equals(tenant)).toList();
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
    return find(tenant, id).map(_ -> credentials.getOrDefault(id, new Credentials.None()));
  }

  @Override
  public boolean recordTest(TenantId tenant, IntegrationId id, long revision, ConnectionTest test) {
    return recordTest(tenant, id, revision, test, Optional.empty());
  }

  @Override
  public boolean recordTest(
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned) {
    Optional<StorageIntegration> current =
        find(tenant, id).filter(row -> row.revision() == revision);
    current.ifPresent(row -> put(row.tested(learned.orElse(row.location()), test)));
    return current.isPresent();
  }

  @Override
  public boolean recordProof(
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned) {
    return recordTest(tenant, id, revision, test, learned);
  }

  @Override
  public Map<IntegrationId, HeldKeys> accessKeys(TenantId tenant, Set<IntegrationId> asked) {
    return Map.of();
  }

  @Override
  public Confirmed confirm(TenantId tenant, IntegrationId id, long revision, Instant now) {
    Optional<StorageIntegration> current =
        find(tenant, id).filter(row -> row.revision() == revision);
    current.map(Samples::confirmed).ifPresent(this::put);
    return current.isPresent() ? Confirmed.DONE : Confirmed.CHANGED;
  }

  @Override
  public void wake(TenantId tenant, IntegrationId id, Instant now) {
    woken.add(id);
  }

  private void happen() {
    Runnable change = meanwhile;
    meanwhile = () -> {};
    change.run();
  }
}
