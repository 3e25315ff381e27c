package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.audit.KeyAddresses;
import dev.waybill.server.audit.ServiceActs;
import dev.waybill.tenant.ApiKey;
import java.time.Instant;
import java.util.Optional;

final class SqlKeyAddresses implements KeyAddresses {
  private final Database database;

  SqlKeyAddresses(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public void used(ApiKey key, String address, Instant now) {
    database.run(
        tx -> {
          if (tx.exists("SELECT 1 FROM api_keys WHERE id = ?", key.id())) {
            used(tx, key, address, now);
          }
        });
  }

  private static void used(Transaction tx, ApiKey key, String address, Instant now) {
    Optional<Instant> last =
        tx.one(
            row -> row.time("last_used_at"),
            "SELECT last_used_at FROM key_addresses WHERE key_id = ? AND address = ?",
            key.id(),
            address);
    tx.update(
        """
        INSERT INTO key_addresses (key_id, address, last_used_at) VALUES (?, ?, ?)
        ON CONFLICT (key_id, address) DO UPDATE SET last_used_at = excluded.last_used_at
        """,
        key.id(),
        address,
        now);
    if (last.filter(at -> at.isAfter(now.minus(REMEMBERED))).isEmpty()) {
      forgetTheOldest(tx, key);
      KeyActs.record(tx, key, ServiceActs.newAddress(key, address));
    }
  }

  private static void forgetTheOldest(Transaction tx, ApiKey key) {
    tx.update(
        """
        DELETE FROM key_addresses WHERE key_id = ? AND address NOT IN (
          SELECT address FROM key_addresses WHERE key_id = ?
          ORDER BY last_used_at DESC, address LIMIT ?)
        """,
        key.id(),
        key.id(),
        KEPT);
  }
}
