package dev.waybill.server.rocksdb;

import dev.waybill.log.LogDamagedException;
import dev.waybill.tenant.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * What is durable of each tenant, kept in memory from the first question on: about two hundred
 * bytes a tenant. Only the committer changes it.
 */
final class TenantBounds {
  private final OpenStore store;
  private final Map<TenantId, Bounds> known = new ConcurrentHashMap<>();

  TenantBounds(OpenStore store) {
    this.store = store;
  }

  Bounds of(TenantId tenant) {
    Bounds bounds = known.get(tenant);
    return bounds != null ? bounds : load(tenant);
  }

  // Under the store's lock, so that a reopening cannot come in between; and atomic for the tenant,
  // so that what was read before its deletion is not kept after it.
  private Bounds load(TenantId tenant) {
    Bounds loaded =
        store.read(
            "the positions of tenant " + tenant,
            open -> known.computeIfAbsent(tenant, id -> storedIfAny(open, id)));
    return loaded != null ? loaded : Bounds.NONE;
  }

  private static @Nullable Bounds storedIfAny(Store open, TenantId tenant) {
    Bounds bounds = stored(open, tenant);
    return bounds.end() == 0 ? null : bounds;
  }

  /** Shows what is durable now. */
  void publish(TenantId tenant, Bounds durable) {
    known.put(tenant, durable);
  }

  void forget(TenantId tenant) {
    known.remove(tenant);
  }

  /**
   * Takes what a reopened store holds.
   *
   * @throws LogDamagedException if it lost events that were shown
   */
  void reload(Store open) {
    known.replaceAll(
        (tenant, shown) -> {
          Bounds stored = stored(open, tenant);
          if (stored.end() < shown.end()) {
            throw new LogDamagedException(
                "The event log lost events of tenant "
                    + tenant
                    + ": it ends at "
                    + stored.end()
                    + ", "
                    + shown.end()
                    + " were durable. Restore the data directory from a backup.");
          }
          return stored;
        });
  }

  private static Bounds stored(Store open, TenantId tenant) {
    try {
      return open.bounds(Keys.tenant(tenant));
    } catch (RocksDBException e) {
      throw new LogDamagedException(
          "The event log cannot read the positions of tenant " + tenant + ": " + e.getMessage(), e);
    }
  }
}
