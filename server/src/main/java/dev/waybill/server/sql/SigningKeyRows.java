package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.KeySuccession;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.manifest.SigningKeyPair;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.secrets.SecretBinding.SigningKey;
import dev.waybill.server.secrets.SecretKey;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of signing keys. */
final class SigningKeyRows {
  /**
   * A key as it is stored.
   *
   * @param number 1, 2, 3, ...; each is the successor of the one before
   * @param succession the statement of the one before; empty for the first
   */
  record StoredKey(
      int number, SigningKeyPair pair, Optional<SignedDocument> succession, Instant createdAt) {
    KeyId id() {
      return pair.key();
    }

    VerificationKey publicKey() {
      return pair.publicKey();
    }
  }

  private final SecretKey secretKey;

  SigningKeyRows(SecretKey secretKey) {
    this.secretKey = requireNonNull(secretKey, "secretKey is null");
  }

  /** Stores a key as the first, unless there is one: a key is never made anew. */
  void insertFirst(Transaction tx, SigningKeyPair pair, Instant now) {
    if (!tx.exists("SELECT 1 FROM signing_keys")) {
      insert(tx, new StoredKey(1, pair, Optional.empty(), now));
    }
  }

  /** Stores a key as the successor of the one that is current, which says so. */
  void insertSuccessor(Transaction tx, SigningKeyPair pair, Instant now) {
    StoredKey current = all(tx).getLast();
    SignedDocument succession = KeySuccession.sign(pair.publicKey(), current.pair());
    insert(tx, new StoredKey(current.number() + 1, pair, Optional.of(succession), now));
  }

  /**
   * All of them, the first one first.
   *
   * @throws StartRefusedException if one is not what was stored
   */
  List<StoredKey> all(Transaction tx) {
    List<StoredKey> keys = tx.all(this::stored, "SELECT * FROM signing_keys ORDER BY number");
    Optional<StoredKey> before = Optional.empty();
    for (StoredKey key : keys) {
      if (!isNext(key, before)) {
        throw damaged(key.id().value());
      }
      before = Optional.of(key);
    }
    return keys;
  }

  private void insert(Transaction tx, StoredKey added) {
    SigningKeyPair pair = added.pair();
    tx.update(
        """
        INSERT INTO signing_keys (id, number, public_key, secret, succession, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        pair.key().value(),
        added.number(),
        pair.publicKey().bytes(),
        secretKey.encrypt(pair.secret(), new SigningKey(pair.key())),
        added.succession().map(SignedDocument::encode),
        added.createdAt());
  }

  private StoredKey stored(Row row) {
    String id = row.text("id");
    try {
      VerificationKey publicKey =
          row.optionalBytes("public_key")
              .flatMap(VerificationKey::of)
              .filter(found -> found.id().value().equals(id))
              .orElseThrow();
      byte[] secret = row.optionalBytes("secret").orElseThrow();
      return new StoredKey(
          row.integer("number"),
          SigningKeyPair.of(secretKey.decrypt(secret, new SigningKey(publicKey.id())), publicKey),
          row.optionalBytes("succession").map(SigningKeyRows::document),
          row.time("created_at"));
    } catch (IllegalStateException | IllegalArgumentException | NoSuchElementException _) {
      throw damaged(id);
    }
  }

  private static SignedDocument document(byte[] file) {
    return switch (SignedDocument.decode(file)) {
      case Decoded.Accepted<SignedDocument>(SignedDocument document) -> document;
      case Decoded.Refused<SignedDocument>(String reason) ->
          throw new IllegalArgumentException(reason);
    };
  }

  private static boolean isNext(StoredKey key, Optional<StoredKey> before) {
    if (before.isEmpty()) {
      return key.number() == 1 && key.succession().isEmpty();
    }
    return key.number() == before.get().number() + 1
        && key.succession()
            .filter(document -> document.isSignedBy(before.get().publicKey()))
            .map(KeySuccession::decode)
            .filter(new Decoded.Accepted<>(key.publicKey())::equals)
            .isPresent();
  }

  private static StartRefusedException damaged(String id) {
    return new StartRefusedException(
        "The signing key "
            + id
            + " in the control plane is damaged; another one would break the proof of what was"
            + " delivered: restore a backup.");
  }
}
