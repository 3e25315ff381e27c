package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.audit.KeyAddresses;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.audit.ServiceActs;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Identity;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records who is turned away, which keys come from where they did not come from before, and who
 * reads events: each once in a while. A request is answered as it would be, though nothing can be
 * recorded. Safe for use by many threads.
 */
public final class AccessAudit {
  /** Of a key, or of all who have none, in a while. */
  private static final int MOST = 100;

  private static final Logger LOG = LoggerFactory.getLogger(AccessAudit.class);
  private static final int REMEMBERED = 100_000;

  /** An address that is used all the time is noted once a day. */
  private static final Duration NOTED = Duration.ofDays(1);

  private static final Object STRANGERS = new Object();
  private static final Object LOGINS = new Object();

  /** Of keys and sessions, somewhere in a path by mistake. */
  private static final Pattern SECRET = Pattern.compile("wb[sp]?_[A-Za-z0-9_-]+");

  private static final int LONGEST_NAME = 200;

  private final SelfAudit audit;
  private final KeyAddresses addresses;
  private final TimeSource time;
  private final Sparingly refusals;
  private final Sparingly reads;
  private final Sparingly arrivals;
  private final Cache<Use, Boolean> noted;

  private record Use(Object who, String network) {}

  private record Reading(Object who, TenantId tenant) {}

  public AccessAudit(SelfAudit audit, KeyAddresses addresses, TimeSource time) {
    this.audit = requireNonNull(audit, "audit is null");
    this.addresses = requireNonNull(addresses, "addresses is null");
    this.time = requireNonNull(time, "time is null");
    this.refusals = new Sparingly(MOST, time);
    this.reads = new Sparingly(Integer.MAX_VALUE, time); // a platform key reads of many tenants
    this.arrivals = new Sparingly(MOST, time);
    this.noted =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(NOTED)
            .ticker(time::monotonicNanos)
            .build();
  }

  /** Somebody was refused who is known, but whose key has ended, or who may not do it. */
  void refused(Identity identity, HttpServletRequest request, Problem problem) {
    refused(
        new Actor.Known(identity, Requests.origin(request)),
        name(request),
        problem.code().status(),
        problem.detail());
  }

  /**
   * The caller was refused after it was let in.
   *
   * @param request the method and the path
   */
  public void refused(String request, int responseCode, String why) {
    if (Acting.current() instanceof Actor.Known known) {
      refused(known, request, responseCode, why);
    }
  }

  private void refused(Actor.Known actor, String request, int responseCode, String why) {
    Object who = who(actor.identity());
    refusals.once(
        who,
        new Use(who, Addresses.network(actor.origin().address())),
        () ->
            record(
                actor,
                actor.identity().tenant(),
                ServiceActs.failedLogin(actor.identity(), request, responseCode, why)));
  }

  /** Something was sent that is no key of ours, nor a link. */
  public void refused(HttpServletRequest request, Problem problem) {
    Actor.Origin origin = Requests.origin(request);
    refusals.once(
        STRANGERS,
        Addresses.network(origin.address()),
        () ->
            record(
                new Actor.Unknown(origin),
                Optional.empty(),
                ServiceActs.failedLogin(name(request), problem.code().status(), problem.detail())));
  }

  /**
   * Somebody was refused whom the company's identity provider knows.
   *
   * @param issuer the provider
   * @param subject the account there
   */
  public void refusedLogin(Actor.Origin origin, String issuer, String subject, String why) {
    refusals.once(
        LOGINS,
        new Use(List.of(issuer, subject), Addresses.network(origin.address())),
        () ->
            record(
                new Actor.Unknown(origin),
                Optional.empty(),
                ServiceActs.refusedLogin(issuer, subject, why)));
  }

  /** A request is let in. People are known by where they log in, not from where. */
  public void admitted(Identity identity, HttpServletRequest request) {
    if (identity instanceof ApiKey key) {
      String network = Addresses.network(request.getRemoteAddr());
      Use use = new Use(key.id(), network);
      if (noted.getIfPresent(use) == null) {
        arrivals.once(key.id(), use, () -> note(use, key, request));
      }
    }
  }

  private boolean note(Use use, ApiKey key, HttpServletRequest request) {
    Actor actor = new Actor.Known(key, Requests.origin(request));
    boolean done = attempt(actor, () -> addresses.used(key, use.network(), time.now()));
    if (done) {
      noted.put(use, true);
    }
    return done;
  }

  /**
   * The caller reads events; what it reads of that is not recorded again.
   *
   * @param tenant whose events they are
   */
  public void read(Caller caller, TenantId tenant, Act act) {
    Object who = who(caller.identity());
    reads.once(
        who, new Reading(who, tenant), () -> record(Acting.current(), Optional.of(tenant), act));
  }

  private static Object who(Identity identity) {
    return switch (identity) {
      case ApiKey key -> key.id();
      case Person person -> List.of(person.issuer(), person.subject(), person.tenant());
    };
  }

  /** Without what may follow a question mark. */
  private static String name(HttpServletRequest request) {
    String whole = request.getMethod() + " " + request.getServletPath();
    String name = SECRET.matcher(whole).replaceAll("***");
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
  }

  private boolean record(Actor actor, Optional<TenantId> tenant, Act act) {
    return attempt(
        actor,
        () ->
            tenant.ifPresentOrElse(
                id -> audit.record(id, act), () -> audit.recordForOperators(act)));
  }

  private static boolean attempt(Actor actor, Runnable recording) {
    try {
      return Acting.as(
          actor,
          () -> {
            recording.run();
            return true;
          });
    } catch (RuntimeException e) { // else the request would fail for it
      LOG.warn("An access cannot be recorded", e);
      return false;
    }
  }
}
