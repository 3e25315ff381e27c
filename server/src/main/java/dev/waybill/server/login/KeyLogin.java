package dev.waybill.server.login;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Encryption;
import dev.waybill.server.security.KeyCheck;
import dev.waybill.server.security.Requests;
import dev.waybill.server.security.SameOrigin;
import dev.waybill.server.security.SessionCookies;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.LoginMethod;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Sessions;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets whoever holds a key in, with what the key may do but send events, for as long as the key
 * works and no longer than anybody else.
 */
public final class KeyLogin {
  private static final int LONGEST_KEY = 200;
  private static final Problem WRONG =
      new Problem(
          ProblemCode.UNAUTHENTICATED,
          "This is no key, or one that has ended: copy it whole, or ask whoever gave it to you for"
              + " another.");

  private final KeyCheck keys;
  private final Sessions sessions;
  private final SessionCookies cookies;
  private final AccessAudit audit;
  private final Encryption encryption;
  private final SameOrigin sameOrigin;
  private final Supplier<UUID> ids;
  private final TimeSource time;
  private final Duration length;

  /**
   * @param length of a session, unless the key ends before
   */
  public KeyLogin(
      KeyCheck keys,
      Sessions sessions,
      SessionCookies cookies,
      AccessAudit audit,
      Encryption encryption,
      SameOrigin sameOrigin,
      Supplier<UUID> ids,
      TimeSource time,
      Duration length) {
    this.keys = requireNonNull(keys, "keys is null");
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.cookies = requireNonNull(cookies, "cookies is null");
    this.audit = requireNonNull(audit, "audit is null");
    this.encryption = requireNonNull(encryption, "encryption is null");
    this.sameOrigin = requireNonNull(sameOrigin, "sameOrigin is null");
    this.ids = requireNonNull(ids, "ids is null");
    this.time = requireNonNull(time, "time is null");
    this.length = requireNonNull(length, "length is null");
  }

  /**
   * Starts a session, which ends the one that the browser had.
   *
   * @throws ProblemException if the key opens nothing here
   */
  public void start(HttpServletRequest request, HttpServletResponse response, String secret) {
    sameOrigin.require(request);
    encryption.requireForCookie(request, "Your key");
    Optional<String> sent = Optional.of(secret.strip()).filter(it -> it.length() <= LONGEST_KEY);
    ApiKey key = keys.require(request, sent, WRONG);
    Person person = person(key);
    Instant now = time.now();
    Instant end = now.plus(length);
    Actor.Origin origin = Requests.origin(request);
    Sessions.Started started =
        Acting.as(
                new Actor.Known(person, origin),
                () -> sessions.start(person, now, key.expiresAt().filter(end::isAfter).orElse(end)))
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.FORBIDDEN,
                        "The tenant of this key is suspended: ask whoever runs this service."));
    cookies
        .read(request)
        .ifPresent(before -> Acting.as(new Actor.Unknown(origin), () -> sessions.end(before, now)));
    audit.admitted(key, request);
    cookies.setLogin(response, started.token());
  }

  private Person person(ApiKey key) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    permissions.addAll(key.permissions());
    permissions.remove(Permission.INGEST);
    if (permissions.isEmpty()) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "This key sends events and does nothing else: log in with one that has AUDIT, AUDIT_READ"
              + " or READ.");
    }
    if (key.tenant().isEmpty() && !permissions.contains(Permission.OPERATOR)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "This key belongs to no tenant: log in with a tenant's key, or with an operator's.");
    }
    return new Person(
        LoginMethod.KEY_ISSUER,
        key.id().toString(),
        key.name(),
        key.tenant(),
        permissions,
        ids.get(),
        new LoginMethod.Key(key.id(), key.expiresAt()));
  }
}
