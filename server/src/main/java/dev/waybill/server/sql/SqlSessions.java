package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Remembers nothing: people make few requests, and a session that ended has ended everywhere. */
final class SqlSessions implements Sessions {
  private static final String PREFIX = "wbs_";
  private static final int RANDOM_BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  private static final int MOST_OF_A_PERSON = 20;

  /** A session that is used is not written more often than this. */
  private static final Duration SEEN_AGAIN = Duration.ofMinutes(1);

  private final Database database;
  private final SecureRandom random;

  SqlSessions(Database database, SecureRandom random) {
    this.database = requireNonNull(database, "database is null");
    this.random = requireNonNull(random, "random is null");
  }

  @Override
  public Optional<Started> start(Person person, Instant now, Instant expiresAt) {
    Instant start = Times.of(Times.micros(now));
    Session session = new Session(person, start, start, Times.of(Times.micros(expiresAt)));
    Started started = new Started(session, draw());
    return database.write(
        tx -> {
          if (person.tenant().filter(tenant -> !isActive(tx, tenant)).isPresent()) {
            return Optional.empty();
          }
          insert(tx, started);
          endOldest(tx, person);
          SessionActs.started(tx, session);
          return Optional.of(started);
        });
  }

  @Override
  public Optional<Session> find(String token, Instant now, Duration idle) {
    if (!FORM.matcher(token).matches()) {
      return Optional.empty();
    }
    KeyHash presented = KeyHash.of(token);
    Optional<Session> found =
        database
            .read(tx -> find(tx, presented))
            .filter(session -> session.expiresAt().isAfter(now))
            .filter(session -> session.lastSeen().plus(idle).isAfter(now));
    found
        .filter(session -> !session.lastSeen().plus(SEEN_AGAIN).isAfter(now))
        .ifPresent(session -> see(session, now));
    return found;
  }

  @Override
  public boolean end(String token) {
    return database.write(
        tx -> {
          Optional<Session> ended = find(tx, KeyHash.of(token));
          ended.ifPresent(
              session -> {
                tx.update("DELETE FROM sessions WHERE id = ?", session.person().session());
                SessionActs.ended(tx, session);
              });
          return ended.isPresent();
        });
  }

  @Override
  public int endAll(Optional<TenantId> tenant) {
    return database.write(
        tx -> {
          int ended =
              tenant.map(id -> endAll(tx, id)).orElseGet(() -> tx.update("DELETE FROM sessions"));
          SessionActs.ended(tx, tenant, ended);
          return ended;
        });
  }

  @Override
  public int removeExpired(Instant now, Duration idle) {
    return database.write(
        tx ->
            tx.update(
                "DELETE FROM sessions WHERE expires_at <= ? OR last_seen <= ?",
                now,
                now.minus(idle)));
  }

  /** Whoever logs in again and again must not fill the table. */
  private static void endOldest(Transaction tx, Person person) {
    tx.update(
        """
        DELETE FROM sessions WHERE issuer = ? AND subject = ? AND id <> ? AND id NOT IN (
          SELECT id FROM sessions WHERE issuer = ? AND subject = ? AND id <> ?
          ORDER BY created_at DESC, id LIMIT ?)
        """,
        person.issuer(),
        person.subject(),
        person.session(),
        person.issuer(),
        person.subject(),
        person.session(),
        MOST_OF_A_PERSON - 1);
  }

  static int endAll(Transaction tx, TenantId tenant) {
    return tx.update("DELETE FROM sessions WHERE tenant_id = ?", tenant.value());
  }

  private static boolean isActive(Transaction tx, TenantId tenant) {
    return tx.exists("SELECT 1 FROM tenants WHERE id = ? AND suspended = 0", tenant.value());
  }

  private static void insert(Transaction tx, Started started) {
    Session session = started.session();
    Person person = session.person();
    tx.update(
        """
        INSERT INTO sessions (id, hash, issuer, subject, name, tenant_id, permissions, created_at,
          last_seen, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
        session.expiresAt());
  }

  private void see(Session session, Instant now) {
    database.run(
        tx ->
            tx.update(
                "UPDATE sessions SET last_seen = ? WHERE id = ? AND last_seen < ?",
                now,
                session.person().session(),
                now));
  }

  private static Optional<Session> find(Transaction tx, KeyHash presented) {
    return tx
        .all(
            row ->
                new Stored(KeyHash.stored(row.optionalBytes("hash").orElseThrow()), session(row)),
            "SELECT * FROM sessions WHERE hash = ?",
            presented.bytes())
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
            row.uuid("id"));
    return new Session(
        person, row.time("created_at"), row.time("last_seen"), row.time("expires_at"));
  }

  private String draw() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private record Stored(KeyHash hash, Session session) {}
}
