package dev.waybill.server.sql;

import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.audit.Details;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.TenantId;
import java.util.Optional;

/** Records what becomes of the sessions of people. */
final class SessionActs {
  private SessionActs() {}

  static void started(Transaction tx, Session session) {
    Person person = session.person();
    Act act =
        Act.done(
            ActName.LOGIN,
            Details.of(person.session())
                .with("permissions", person.permissions().stream().sorted().toList())
                .with("expiresAt", session.expiresAt()));
    recordAsHolder(tx, person, act);
  }

  /** The platform lets somebody in. */
  static void invited(Transaction tx, PortalLinks.Terms terms, PortalLinks.Made made) {
    tx.record(
        terms.tenant(),
        Act.done(
            ActName.CREATE_PORTAL_SESSION,
            Details.of(made.session())
                .with("actor", terms.actor())
                .with("name", terms.name())
                .with("permissions", terms.permissions().stream().sorted().toList())
                .with("expiresAt", made.expiresAt())));
  }

  /** Whoever holds a session's token is its person. */
  static void ended(Transaction tx, Session session) {
    Person person = session.person();
    recordAsHolder(tx, person, Act.done(ActName.LOGOUT, Details.of(person.session())));
  }

  private static void recordAsHolder(Transaction tx, Person person, Act act) {
    Acting.as(
        holder(person),
        () -> {
          record(tx, person.tenant(), act);
          return true;
        });
  }

  private static Actor holder(Person person) {
    return switch (Acting.current()) {
      case Actor.Unknown(Actor.Origin origin) -> new Actor.Known(person, origin);
      case Actor.Known known -> known;
      case Actor.Service service -> service;
    };
  }

  /** Nothing, if there were none. */
  static void ended(Transaction tx, Optional<TenantId> tenant, int count) {
    if (count > 0) {
      record(tx, tenant, Act.done(ActName.END_SESSIONS, Details.none().with("ended", count)));
    }
  }

  /** What operators do with their own sessions is of interest to the operators alone. */
  private static void record(Transaction tx, Optional<TenantId> tenant, Act act) {
    tenant.ifPresentOrElse(id -> tx.record(id, act), () -> tx.recordForOperators(act));
  }
}
