package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.KeyFile;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.Signer;
import dev.waybill.manifest.SigningKeyPair;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.notifications.Notification;
import dev.waybill.server.signing.KeptKey;
import dev.waybill.server.signing.SigningKeyRing;
import dev.waybill.server.sql.SigningKeyRows.StoredKey;
import dev.waybill.tenant.TenantId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has all keys in memory: they are few, every delivery asks for them, and no other process adds
 * one.
 */
final class SqlSigningKeys implements SigningKeyRing {
  private final Database database;
  private final SigningKeyRows rows;
  private final SecureRandom random;
  private volatile List<StoredKey> keys;

  private SqlSigningKeys(
      Database database, SigningKeyRows rows, SecureRandom random, List<StoredKey> keys) {
    this.database = database;
    this.rows = rows;
    this.random = random;
    this.keys = keys;
  }

  /**
   * Reads the keys, and makes the first if there is none.
   *
   * @throws StartRefusedException if one is damaged
   */
  static SqlSigningKeys open(
      Database database, SigningKeyRows rows, SecureRandom random, Instant now) {
    requireNonNull(random, "random is null");
    return new SqlSigningKeys(database, rows, random, read(database, rows, random, now));
  }

  private static List<StoredKey> read(
      Database database, SigningKeyRows rows, SecureRandom random, Instant now) {
    List<StoredKey> stored = database.read(rows::all);
    if (!stored.isEmpty()) {
      return stored;
    }
    SigningKeyPair first = SigningKeyPair.generate(random);
    database.run(tx -> rows.insertFirst(tx, first, now));
    return database.read(rows::all);
  }

  @Override
  public Signer current() {
    return keys.getLast().pair();
  }

  @Override
  public Optional<Signer> find(KeyId id) {
    return keys.stream()
        .<Signer>map(StoredKey::pair)
        .filter(signer -> signer.key().equals(id))
        .findFirst();
  }

  @Override
  public List<KeyFile> filesOf(KeyId id) {
    List<KeyFile> files = new ArrayList<>();
    for (StoredKey key : keys) {
      files.add(new KeyFile.OfKey(key.publicKey()));
      key.succession()
          .ifPresent(document -> files.add(new KeyFile.OfSuccession(key.id(), document)));
      if (key.id().equals(id)) {
        return List.copyOf(files);
      }
    }
    throw new IllegalArgumentException("there is no signing key " + id);
  }

  @Override
  public List<KeptKey> list() {
    List<KeptKey> kept = new ArrayList<>();
    Optional<StoredKey> successor = Optional.empty();
    for (StoredKey key : keys.reversed()) {
      kept.add(
          new KeptKey(
              key.publicKey(),
              key.succession().map(document -> document.key()),
              key.createdAt(),
              successor.map(StoredKey::createdAt)));
      successor = Optional.of(key);
    }
    return List.copyOf(kept);
  }

  @Override
  public synchronized KeptKey rotate(Instant now) {
    SigningKeyPair next = SigningKeyPair.generate(random);
    database.run(
        tx -> {
          rows.insertSuccessor(tx, next, now);
          KeyActs.rotated(tx, current().key(), next.key());
          announce(tx, new Notification.SigningKeyRotated(current().key(), next.key()));
        });
    keys = database.read(rows::all);
    return list().getFirst();
  }

  private static void announce(Transaction tx, Notification rotated) {
    tx.all(row -> new TenantId(row.text("id")), "SELECT id FROM tenants WHERE suspended = 0")
        .forEach(tenant -> tx.announce(tenant, rotated));
  }
}
