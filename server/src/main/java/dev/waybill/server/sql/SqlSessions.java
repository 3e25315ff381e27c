package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers nothing: people make few requests, and a session that ended has ended everywhere. */
final class SqlSessions implements Sessions {
  static final Tokens SESSIONS = new Tokens("wbs_");

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
    Started started = new Started(session, SESSIONS.draw(random));
    return database.write(
        tx -> SessionRows.start(tx, started, start) ? Optional.of(started) : Optional.empty());
  }

  @Override
  public Optional<Session> find(String token, Instant now, Duration idle) {
    if (!SESSIONS.hasForm(token)) {
      return Optional.empty();
    }
    KeyHash presented = KeyHash.of(token);
    Optional<Session> found =
        database
            .read(tx -> SessionRows.find(tx, presented, now))
            .filter(session -> session.expiresAt().isAfter(now))
            .filter(session -> session.lastSeen().plus(idle).isAfter(now));
    found
        .filter(session -> !session.lastSeen().plus(SEEN_AGAIN).isAfter(now))
        .ifPresent(session -> see(session, now));
    return found;
  }

  @Override
  public Optional<Session> end(String token, Instant now) {
    if (!SESSIONS.hasForm(token)) {
      return Optional.empty();
    }
    KeyHash presented = KeyHash.of(token);
    if (database.read(tx -> SessionRows.find(tx, presented, now)).isEmpty()) {
      return Optional.empty(); // strangers do not make others wait to write
    }
    return database.write(
        tx -> {
          Optional<Session> ended = SessionRows.find(tx, presented, now);
          ended.ifPresent(
              session -> {
                tx.update("DELETE FROM sessions WHERE id = ?", session.person().session());
                SessionActs.ended(tx, session);
              });
          return ended;
        });
  }

  @Override
  public int endAll(Optional<TenantId> tenant) {
    return database.write(
        tx -> {
          int ended = tenant.map(id -> endAll(tx, id)).orElseGet(() -> endAll(tx));
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

  static int endAll(Transaction tx, TenantId tenant) {
    tx.update("DELETE FROM portal_links WHERE tenant_id = ?", tenant.value());
    return tx.update("DELETE FROM sessions WHERE tenant_id = ?", tenant.value());
  }

  /** Also what would start one. */
  static int endAll(Transaction tx) {
    tx.update("DELETE FROM portal_links");
    return tx.update("DELETE FROM sessions");
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
}
