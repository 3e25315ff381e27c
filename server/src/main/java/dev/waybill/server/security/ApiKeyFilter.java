package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.Identity;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.MDC;

/**
 * Lets a request through to its route if its key, or without one its person, holds the permission
 * that the route needs.
 */
public final class ApiKeyFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final Problem UNAUTHENTICATED =
      new Problem(
              ProblemCode.UNAUTHENTICATED,
              "The request has no valid key: send 'Authorization: Bearer <key>'.")
          .with("WWW-Authenticate", "Bearer realm=\"waybill\"");

  private final transient KeyCheck keys;
  private final transient Tenants tenants;
  private final transient TenantDeletions deletions;
  private final transient AccessAudit audit;
  private final transient People people;

  public ApiKeyFilter(
      ApiKeys keys,
      Tenants tenants,
      TenantDeletions deletions,
      FailedLogins failures,
      AccessAudit audit,
      People people) {
    this.keys = new KeyCheck(keys, failures, audit);
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.audit = requireNonNull(audit, "audit is null");
    this.people = requireNonNull(people, "people is null");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Caller> caller;
    try {
      caller = admit(request);
    } catch (ProblemException e) {
      Refusal.send(e.problem(), request, response);
      return;
    }
    if (caller.isPresent()) {
      Requests.as(caller.get().actor(request), () -> chain.doFilter(request, response));
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Who sends the request; empty where no key is needed. */
  private Optional<Caller> admit(HttpServletRequest request) {
    String path = request.getServletPath();
    Route route =
        Route.find(path)
            .orElseThrow(
                () ->
                    new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this path."));
    Set<Permission> needed =
        route.needed(request.getMethod()).orElseThrow(() -> wrongMethod(request, route));
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    long before = deletions.last();
    Identity identity = authenticate(request, path);
    Caller caller;
    try {
      caller = new Caller(identity, tenant(request, identity, needed), before);
    } catch (ProblemException e) {
      audit.refused(identity, request, e.problem());
      throw e;
    }
    audit.admitted(identity, request);
    if (route.needsTenant(needed)) {
      requireTenant(caller, request);
    }
    caller.tenant().ifPresent(tenant -> MDC.put("tenant", tenant.value()));
    caller.attachTo(request);
    return Optional.of(caller);
  }

  private static ProblemException wrongMethod(HttpServletRequest request, Route route) {
    return new ProblemException(
        new Problem(
                ProblemCode.METHOD_NOT_ALLOWED,
                "This path does not take " + request.getMethod() + ".")
            .with("Allow", String.join(", ", new TreeSet<>(route.methods().keySet()))));
  }

  private Identity authenticate(HttpServletRequest request, String path) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      return keys.require(request, Credential.of(authorization, path), UNAUTHENTICATED);
    }
    return people
        .sessionOf(request)
        .map(Session::person)
        .orElseThrow(() -> new ProblemException(UNAUTHENTICATED));
  }

  /** The tenant that an identity is let in for, if it may do what is needed. */
  private static Optional<TenantId> tenant(
      HttpServletRequest request, Identity identity, Set<Permission> needed) {
    if (needed.stream().noneMatch(identity::may)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          Caller.self(identity) + " lacks the permission " + needed.iterator().next() + ".");
    }
    Optional<String> named = named(request);
    if (identity.tenant().isEmpty()) {
      return named.flatMap(ApiKeyFilter::parse);
    }
    if (named.isPresent() && !named.get().equals(identity.tenant().get().value())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          Caller.self(identity)
              + " belongs to another tenant than the one in "
              + where(request)
              + ".");
    }
    return identity.tenant();
  }

  /** Of pages people see the address, so it is the address that names the tenant. */
  private static Optional<String> named(HttpServletRequest request) {
    String path = request.getServletPath();
    return Route.isPortal(path)
        ? Route.tenantOfPage(path)
        : Optional.ofNullable(request.getHeader(Caller.TENANT_HEADER));
  }

  private static String where(HttpServletRequest request) {
    return Route.isPortal(request.getServletPath()) ? "the address" : Caller.TENANT_HEADER;
  }

  private static Optional<TenantId> parse(String name) {
    try {
      return Optional.of(new TenantId(name));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  private void requireTenant(Caller caller, HttpServletRequest request) {
    if (named(request).isEmpty() && caller.tenant().isEmpty()) {
      throw new ProblemException(Problem.ofField(Caller.TENANT_HEADER, caller.namedNoTenant()));
    }
    Tenant tenant =
        caller
            .tenant()
            .flatMap(tenants::find)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.NOT_FOUND,
                        "There is no tenant as named in " + where(request) + "."));
    if (!tenant.entitlements().auditing()) {
      Problem problem =
          new Problem(
              ProblemCode.FORBIDDEN,
              "Auditing is switched off for this tenant: ask the operator to switch it on.");
      audit.refused(caller.identity(), request, problem);
      throw new ProblemException(problem);
    }
  }
}
