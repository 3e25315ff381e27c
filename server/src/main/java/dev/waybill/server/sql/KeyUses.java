package dev.waybill.server.sql;

import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When keys were last used. Every request uses one, so what is new is kept in memory, one entry a
 * key, and written together.
 */
final class KeyUses {
  /** A key that sends thousands of requests in that time is noted once. */
  private static final Duration EXACT_TO = Duration.ofSeconds(1);

  private final ConcurrentMap<UUID, Instant> unsaved = new ConcurrentHashMap<>();

  void note(UUID key, Instant now) {
    Instant before = unsaved.get(key);
    if (before == null || before.plus(EXACT_TO).isBefore(now)) {
      unsaved.put(key, Times.of(Times.micros(now)));
    }
  }

  /** What cannot be written is kept for the next time. */
  void save(Database database) {
    Map<UUID, Instant> batch = Map.copyOf(unsaved);
    if (batch.isEmpty()) {
      return;
    }
    database.run(
        tx ->
            batch.forEach(
                (key, at) ->
                    tx.update("UPDATE api_keys SET last_used_at = ? WHERE id = ?", at, key)));
    batch.forEach(unsaved::remove);
  }

  /** Of all keys that were ever used, also by a process before. */
  Map<UUID, Instant> of(Transaction tx, Optional<TenantId> tenant) {
    Map<UUID, Instant> uses = new HashMap<>();
    for (Saved saved : saved(tx, tenant)) {
      Optional.ofNullable(unsaved.get(saved.key()))
          .or(saved::at)
          .ifPresent(at -> uses.put(saved.key(), at));
    }
    return Map.copyOf(uses);
  }

  private static List<Saved> saved(Transaction tx, Optional<TenantId> tenant) {
    return tenant
        .map(
            id ->
                tx.all(
                    Saved::of,
                    "SELECT id, last_used_at FROM api_keys WHERE tenant_id = ?",
                    id.value()))
        .orElseGet(
            () ->
                tx.all(Saved::of, "SELECT id, last_used_at FROM api_keys WHERE tenant_id IS NULL"));
  }

  private record Saved(UUID key, Optional<Instant> at) {
    private static Saved of(Row row) {
      return new Saved(row.uuid("id"), row.optionalTime("last_used_at"));
    }
  }
}
