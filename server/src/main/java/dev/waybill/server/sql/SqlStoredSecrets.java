package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.KeyId;
import dev.waybill.server.secrets.Ciphertext;
import dev.waybill.server.secrets.SecretBinding;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import dev.waybill.server.secrets.SecretBinding.SigningKey;
import dev.waybill.server.secrets.SecretBinding.WebhookSecret;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.server.secrets.StoredSecrets;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All columns that hold ciphertexts, and the rows of the keys that they need. */
final class SqlStoredSecrets implements StoredSecrets {
  /** Comes before every id. */
  private static final String FIRST = "";

  private final Database database;

  SqlStoredSecrets(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public List<String> keys() {
    return database.read(SqlStoredSecrets::keys);
  }

  static List<String> keys(Transaction tx) {
    return tx.all(row -> row.text("id"), "SELECT id FROM secret_keys ORDER BY created_at, id");
  }

  @Override
  public void record(String key, Instant now) {
    database.run(
        tx -> {
          List<String> before = keys(tx);
          boolean added =
              tx.changed(
                  """
                  INSERT INTO secret_keys (id, created_at) VALUES (?, ?)
                  ON CONFLICT (id) DO NOTHING
                  """,
                  key,
                  now);
          if (added && !before.isEmpty()) {
            KeyActs.secretKeyRotated(tx, before.getLast(), key);
          }
        });
  }

  @Override
  public List<Sealed> encryptedOtherwise(String key, Optional<SecretBinding> after, int most) {
    return database.read(
        tx ->
            after
                .map(
                    last ->
                        switch (last) {
                          case DestinationCredentials(_, var id) ->
                              credentials(tx, key, id.toString(), most);
                          case SigningKey(KeyId id) -> signingKeys(tx, key, id.value(), most);
                          case WebhookSecret(_, var id) ->
                              webhookSecrets(tx, key, id.toString(), most);
                        })
                .orElseGet(() -> credentials(tx, key, FIRST, most)));
  }

  /** After the last of the credentials come the signing keys, and then what signs webhooks. */
  private static List<Sealed> credentials(Transaction tx, String key, String after, int most) {
    List<Sealed> found =
        tx.all(
            row ->
                new Sealed(
                    new DestinationCredentials(new TenantId(row.text("tenant_id")), row.uuid("id")),
                    ciphertext(row, "credentials")),
            """
            SELECT id, tenant_id, credentials FROM storage_integrations
            WHERE id > ? AND substr(credentials, 1, 5) <> ? ORDER BY id LIMIT ?
            """,
            after,
            SecretKey.prefix(key),
            most);
    return found.isEmpty() ? signingKeys(tx, key, FIRST, most) : found;
  }

  private static List<Sealed> signingKeys(Transaction tx, String key, String after, int most) {
    List<Sealed> found =
        tx.all(
            row -> new Sealed(new SigningKey(new KeyId(row.text("id"))), ciphertext(row, "secret")),
            """
            SELECT id, secret FROM signing_keys
            WHERE id > ? AND substr(secret, 1, 5) <> ? ORDER BY id LIMIT ?
            """,
            after,
            SecretKey.prefix(key),
            most);
    return found.isEmpty() ? webhookSecrets(tx, key, FIRST, most) : found;
  }

  private static List<Sealed> webhookSecrets(Transaction tx, String key, String after, int most) {
    return tx.all(
        row ->
            new Sealed(
                new WebhookSecret(new TenantId(row.text("tenant_id")), row.uuid("id")),
                ciphertext(row, "secret")),
        """
        SELECT id, tenant_id, secret FROM webhook_endpoints
        WHERE id > ? AND substr(secret, 1, 5) <> ? ORDER BY id LIMIT ?
        """,
        after,
        SecretKey.prefix(key),
        most);
  }

  private static Ciphertext ciphertext(Row row, String column) {
    return Ciphertext.of(row.optionalBytes(column).orElseThrow());
  }

  @Override
  public int replace(List<Sealed> olds, List<Sealed> news) {
    return database.write(
        tx -> {
          int replaced = 0;
          for (int index = 0; index < olds.size(); index++) {
            replaced += replace(tx, olds.get(index), news.get(index).ciphertext().bytes()) ? 1 : 0;
          }
          return replaced;
        });
  }

  private static boolean replace(Transaction tx, Sealed old, byte[] ciphertext) {
    return switch (old.binding()) {
      case DestinationCredentials(TenantId tenant, var id) ->
          tx.changed(
              """
              UPDATE storage_integrations SET credentials = ?
              WHERE id = ? AND tenant_id = ? AND credentials = ?
              """,
              ciphertext,
              id,
              tenant.value(),
              old.ciphertext().bytes());
      case SigningKey(KeyId id) ->
          tx.changed(
              "UPDATE signing_keys SET secret = ? WHERE id = ? AND secret = ?",
              ciphertext,
              id.value(),
              old.ciphertext().bytes());
      case WebhookSecret(TenantId tenant, var id) ->
          tx.changed(
              """
              UPDATE webhook_endpoints SET secret = ?
              WHERE id = ? AND tenant_id = ? AND secret = ?
              """,
              ciphertext,
              id,
              tenant.value(),
              old.ciphertext().bytes());
    };
  }

  @Override
  public boolean forgetOthers(String key) {
    return database.write(
        tx -> {
          boolean needed = !credentials(tx, key, FIRST, 1).isEmpty();
          if (!needed) {
            tx.update("DELETE FROM secret_keys WHERE id <> ?", key);
          }
          return !needed;
        });
  }

  /** Those of the keys that something is encrypted with. */
  static List<String> needed(Transaction tx, List<String> keys) {
    return keys.stream().filter(key -> encryptsAnything(tx, SecretKey.prefix(key))).toList();
  }

  private static boolean encryptsAnything(Transaction tx, byte[] prefix) {
    return tx.exists(
            "SELECT 1 FROM storage_integrations WHERE substr(credentials, 1, 5) = ?", prefix)
        || tx.exists("SELECT 1 FROM signing_keys WHERE substr(secret, 1, 5) = ?", prefix)
        || tx.exists("SELECT 1 FROM webhook_endpoints WHERE substr(secret, 1, 5) = ?", prefix);
  }
}
