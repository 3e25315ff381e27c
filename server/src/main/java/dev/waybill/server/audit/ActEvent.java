package dev.waybill.server.audit;

import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Identity;
import dev.waybill.tenant.LoginMethod;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes an act as the audit event that docs/spec/event-v1.md describes. */
public final class ActEvent {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private ActEvent() {}

  /**
   * The event's text, complete but for what the log adds. A tenant is told of an operator no more
   * than that it was one, and by which key: the operators' own copy has the rest.
   *
   * @param tenant whose event it is
   * @param about the tenant that it is about, if any
   */
  public static String write(
      UUID id, Instant time, TenantId tenant, Optional<TenantId> about, Actor actor, Act act) {
    ObjectNode event = MAPPER.createObjectNode();
    boolean shown = !actor.isOperator() || tenant.equals(TenantId.OPERATORS);
    event.put("eventID", id.toString());
    event.put("eventTime", time.toEpochMilli());
    event.put("eventVersion", "1.0.0");
    event.put("eventSource", "Waybill");
    event.put("eventName", act.name().eventName());
    event.set("userIdentity", identity(actor, shown));
    event.put("category", act.name().category().name());
    event.put("responseCode", act.responseCode());
    act.error().ifPresent(error -> event.put("error", PlainText.of(error)));
    event.set(act.name().category().field(), act.details().json());
    about
        .filter(other -> !other.equals(tenant))
        .ifPresent(other -> event.put("tenantID", other.value()));
    if (shown) {
      putOrigin(event, actor);
    }
    event.put("clientID", tenant.value());
    return MAPPER.writeValueAsString(event);
  }

  private static ObjectNode identity(Actor actor, boolean shown) {
    ObjectNode written = MAPPER.createObjectNode();
    switch (actor) {
      case Actor.Known(Identity identity, _) -> put(written, identity, actor.isOperator(), shown);
      case Actor.Unknown _ -> written.put("type", "Unknown");
      case Actor.Service() -> written.put("type", "Service");
    }
    return written;
  }

  private static void put(ObjectNode to, Identity identity, boolean operator, boolean shown) {
    switch (identity) {
      case ApiKey key -> putKey(to, key.id(), key.name(), operator, shown);
      case Person person when person.by() instanceof LoginMethod.Key(UUID key, _) -> {
        putKey(to, key, person.name(), operator, shown);
        if (shown) {
          to.put("session", person.session().toString());
        }
      }
      case Person person -> {
        to.put("type", operator ? "Operator" : "Person");
        if (shown) {
          to.put("id", PlainText.of(person.subject()));
          to.put("issuer", PlainText.of(person.issuer()));
          to.put("name", PlainText.of(person.name()));
          if (person.by() instanceof LoginMethod.PortalLink(UUID key, _, _)) {
            to.put("key", key.toString());
          }
        }
      }
    }
  }

  private static void putKey(ObjectNode to, UUID id, String name, boolean operator, boolean shown) {
    to.put("type", operator ? "Operator" : "ApiKey");
    to.put("id", id.toString());
    if (shown) {
      to.put("name", PlainText.of(name));
    }
  }

  private static void putOrigin(ObjectNode event, Actor actor) {
    switch (actor) {
      case Actor.Known(_, Actor.Origin origin) -> putOrigin(event, origin);
      case Actor.Unknown(Actor.Origin origin) -> putOrigin(event, origin);
      case Actor.Service() -> {}
    }
  }

  private static void putOrigin(ObjectNode event, Actor.Origin origin) {
    event.put("sourceIPAddress", PlainText.of(origin.address()));
    event.put("requestID", PlainText.of(origin.requestId()));
  }
}
