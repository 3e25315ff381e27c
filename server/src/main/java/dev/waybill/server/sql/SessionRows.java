package dev.waybill.server.sql;

import dev.waybill.tenant.LoginMethod;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The rows of sessions. */
final class SessionRows {
  private static final int MOST_OF_A_PERSON = 20;

  private SessionRows() {}

  /** How a person logged in, as it is stored. */
  private enum Method {
    PROVIDER,
    KEY,
    PORTAL
  }

  private record Stored(KeyHash hash, Session session) {}

  /** Starts a session; {@code false} if its tenant or its key lets nobody in. */
  static boolean start(Transaction tx, Sessions.Started started, Instant now) {
    Session session = started.session();
    Person person = session.person();
    if (person.tenant().filter(tenant -> !isActive(tx, tenant)).isPresent()
        || key(person.by()).filter(key -> !opens(tx, key, now)).isPresent()) {
      return false;
    }
    insert(tx, started);
    endOldest(tx, person);
    SessionActs.started(tx, session);
    return true;
  }

  static boolean isActive(Transaction tx, TenantId tenant) {
    return tx.exists("SELECT 1 FROM tenants WHERE id = ? AND suspended = 0", tenant.value());
  }

  private static boolean opens(Transaction tx, UUID key, Instant now) {
    return tx.exists(
        """
        SELECT 1 FROM api_keys WHERE id = ? AND revoked_at IS NULL
          AND (expires_at IS NULL OR expires_at > ?)
        """,
        key,
        now);
  }

  private static void insert(Transaction tx, Sessions.Started started) {
    Session session = started.session();
    Person person = session.person();
    tx.update(
        """
        INSERT INTO sessions (id, hash, issuer, subject, name, tenant_id, permissions, created_at,
          last_seen, expires_at, method, key_id, return_url)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        person.session(),
        KeyHash.of(started.token()).bytes(),
        person.issuer(),
        person.subject(),
        person.name(),
        person.tenant().map(TenantId::value),
        PermissionText.write(person.permissions()),
        session.createdAt(),
        session.lastSeen(),
        session.expiresAt(),
        method(person.by()).name(),
        key(person.by()).map(UUID::toString),
        returnUrl(person.by()).map(URI::toString));
  }

  /** Whoever logs in again and again must not fill the table. */
  private static void endOldest(Transaction tx, Person person) {
    String tenant = person.tenant().map(TenantId::value).orElse("");
    tx.update(
        """
        DELETE FROM sessions
        WHERE issuer = ? AND subject = ? AND COALESCE(tenant_id, '') = ? AND id <> ?
          AND id NOT IN (
            SELECT id FROM sessions
            WHERE issuer = ? AND subject = ? AND COALESCE(tenant_id, '') = ? AND id <> ?
            ORDER BY created_at DESC, id LIMIT ?)
        """,
        person.issuer(),
        person.subject(),
        tenant,
        person.session(),
        person.issuer(),
        person.subject(),
        tenant,
        person.session(),
        MOST_OF_A_PERSON - 1);
  }

  /** The session of this token, unless it has ended with its key. */
  static Optional<Session> find(Transaction tx, KeyHash presented, Instant now) {
    return tx
        .all(
            row ->
                new Stored(KeyHash.stored(row.optionalBytes("hash").orElseThrow()), session(row)),
            """
            SELECT sessions.*, api_keys.expires_at AS key_expires_at
            FROM sessions LEFT JOIN api_keys ON api_keys.id = sessions.key_id
            WHERE sessions.hash = ?
              AND (sessions.key_id IS NULL
                OR (api_keys.revoked_at IS NULL
                  AND (api_keys.expires_at IS NULL OR api_keys.expires_at > ?)))
            """,
            presented.bytes(),
            now)
        .stream()
        .filter(stored -> stored.hash().equals(presented))
        .map(Stored::session)
        .findFirst();
  }

  private static Session session(Row row) {
    Person person =
        new Person(
            row.text("issuer"),
            row.text("subject"),
            row.text("name"),
            row.optionalText("tenant_id").map(TenantId::new),
            PermissionText.read(row.text("permissions")),
            row.uuid("id"),
            loginMethod(row));
    return new Session(
        person, row.time("created_at"), row.time("last_seen"), row.time("expires_at"));
  }

  private static LoginMethod loginMethod(Row row) {
    Instant end = row.time("expires_at");
    return switch (row.word("method", Method.class)) {
      case PROVIDER -> new LoginMethod.IdentityProvider();
      case KEY -> new LoginMethod.Key(row.uuid("key_id"), row.optionalTime("key_expires_at"));
      case PORTAL ->
          new LoginMethod.PortalLink(
              row.uuid("key_id"),
              row.optionalTime("key_expires_at").filter(end::isAfter).orElse(end),
              row.optionalText("return_url").map(URI::create));
    };
  }

  private static Method method(LoginMethod by) {
    return switch (by) {
      case LoginMethod.IdentityProvider() -> Method.PROVIDER;
      case LoginMethod.Key _ -> Method.KEY;
      case LoginMethod.PortalLink _ -> Method.PORTAL;
    };
  }

  private static Optional<UUID> key(LoginMethod by) {
    return switch (by) {
      case LoginMethod.IdentityProvider() -> Optional.empty();
      case LoginMethod.Key(UUID key, _) -> Optional.of(key);
      case LoginMethod.PortalLink(UUID key, _, _) -> Optional.of(key);
    };
  }

  private static Optional<URI> returnUrl(LoginMethod by) {
    return by instanceof LoginMethod.PortalLink(_, _, Optional<URI> url) ? url : Optional.empty();
  }
}
