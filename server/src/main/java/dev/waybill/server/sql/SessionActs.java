package dev.waybill.server.sql;

import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.audit.Details;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.TenantId;
import java.util.Optional;

/** Records what becomes of the sessions of people. */
final class SessionActs {
  private SessionActs() {}

  static void started(Transaction tx, Session session) {
    record(
        tx,
        session.person().tenant(),
        Act.done(
            ActName.LOGIN,
            Details.of(session.person().session())
                .with("permissions", session.person().permissions().stream().sorted().toList())
                .with("expiresAt", session.expiresAt())));
  }

  /** Whoever holds a session's token is its person. */
  static void ended(Transaction tx, Session session) {
    Person person = session.person();
    Act act = Act.done(ActName.LOGOUT, Details.of(person.session()));
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
