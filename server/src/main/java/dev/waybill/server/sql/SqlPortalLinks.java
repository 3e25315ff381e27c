package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.LoginMethod;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whoever takes a link's row has entered: two cannot. */
final class SqlPortalLinks implements PortalLinks {
  private static final Tokens LINKS = new Tokens("wbp_");

  private final Database database;
  private final SecureRandom random;
  private final RandomIds ids;

  SqlPortalLinks(Database database, SecureRandom random) {
    this.database = requireNonNull(database, "database is null");
    this.random = requireNonNull(random, "random is null");
    this.ids = new RandomIds(random);
  }

  @Override
  public Optional<Made> make(Terms terms, Instant now, Instant expiresAt) {
    Made made = new Made(ids.get(), LINKS.draw(random), Times.of(Times.micros(expiresAt)));
    return database.write(
        tx -> {
          if (!SessionRows.isActive(tx, terms.tenant())) {
            return Optional.empty();
          }
          insert(tx, terms, made);
          SessionActs.invited(tx, terms, made);
          return Optional.of(made);
        });
  }

  private static void insert(Transaction tx, Terms terms, Made made) {
    tx.update(
        """
        INSERT INTO portal_links (id, hash, tenant_id, actor, name, permissions, key_id,
          length_seconds, landing, return_url, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        made.session(),
        KeyHash.of(made.token()).bytes(),
        terms.tenant().value(),
        terms.actor(),
        terms.name(),
        PermissionText.write(terms.permissions()),
        terms.key(),
        terms.length().toSeconds(),
        terms.landing(),
        terms.returnUrl().map(URI::toString),
        made.expiresAt());
  }

  @Override
  public Optional<Entered> enter(String token, Instant now) {
    if (!LINKS.hasForm(token)) {
      return Optional.empty();
    }
    KeyHash presented = KeyHash.of(token);
    if (!database.read(tx -> isThere(tx, presented))) {
      return Optional.empty(); // whoever guesses does not hold up those who write
    }
    String session = SqlSessions.SESSIONS.draw(random);
    return database.write(
        tx ->
            take(tx, presented, session, now)
                .filter(entered -> SessionRows.start(tx, entered.started(), now)));
  }

  private static boolean isThere(Transaction tx, KeyHash presented) {
    return tx.exists("SELECT 1 FROM portal_links WHERE hash = ?", presented.bytes());
  }

  /** The row goes also if its link has expired by now. */
  private static Optional<Entered> take(
      Transaction tx, KeyHash presented, String token, Instant now) {
    return tx
        .all(
            row ->
                new Taken(
                    KeyHash.stored(row.optionalBytes("hash").orElseThrow()),
                    row.time("expires_at"),
                    entered(row, token, now)),
            "DELETE FROM portal_links WHERE hash = ? RETURNING *",
            presented.bytes())
        .stream()
        .filter(taken -> taken.hash().equals(presented) && taken.expiresAt().isAfter(now))
        .map(Taken::entered)
        .findFirst();
  }

  private static Entered entered(Row row, String token, Instant now) {
    Instant start = Times.of(Times.micros(now));
    Instant end = start.plus(Duration.ofSeconds(row.number("length_seconds")));
    Person person =
        new Person(
            LoginMethod.PORTAL_ISSUER,
            row.text("actor"),
            row.text("name"),
            Optional.of(new TenantId(row.text("tenant_id"))),
            PermissionText.read(row.text("permissions")),
            row.uuid("id"),
            new LoginMethod.PortalLink(
                row.uuid("key_id"), end, row.optionalText("return_url").map(URI::create)));
    return new Entered(
        new Sessions.Started(new Session(person, start, start, end), token), row.text("landing"));
  }

  @Override
  public int removeExpired(Instant now) {
    return database.write(tx -> tx.update("DELETE FROM portal_links WHERE expires_at <= ?", now));
  }

  private record Taken(KeyHash hash, Instant expiresAt, Entered entered) {}
}
