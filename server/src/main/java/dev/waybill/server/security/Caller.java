package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.audit.Actor;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Identity;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who sends a request, and for which tenant. The filter in front of all routes has checked who it
 * is, that it holds the permission of the route, and that the tenant exists.
 *
 * @param identity a key or a person
 * @param tenant that of the identity or, if it has none, the one named in {@code Waybill-Tenant};
 *     empty if it named none
 * @param deletions the number of the last {@link TenantDeletions deletion} before the identity was
 *     checked
 */
public record Caller(Identity identity, Optional<TenantId> tenant, long deletions) {
  /** With this header a platform key or an operator names the tenant. */
  public static final String TENANT_HEADER = "Waybill-Tenant";

  private static final String ATTRIBUTE = Caller.class.getName();

  public Caller {
    requireNonNull(identity, "identity is null");
    requireNonNull(tenant, "tenant is null");
  }

  /** The caller of a request to a route that is not open. */
  public static Caller of(HttpServletRequest request) {
    return (Caller) requireNonNull(request.getAttribute(ATTRIBUTE), "the route is open");
  }

  /** The caller; empty for a route that needs no key. */
  static Optional<Caller> find(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
  }

  /**
   * Whether a request has a caller: not one without a key, with a wrong one, or to an open route.
   */
  public static boolean isKnown(HttpServletRequest request) {
    return find(request).isPresent();
  }

  /** Who shares what senders of events may take at a time: a tenant, or a key that has none. */
  public String sender() {
    return switch (identity) {
      case ApiKey key ->
          key.tenant().map(of -> "tenant " + of.value()).orElseGet(() -> "key " + key.id());
      case Person person -> "person " + person.issuer() + " " + person.subject();
    };
  }

  public boolean may(Permission permission) {
    return identity.may(permission);
  }

  /**
   * The tenant, for a route that works on one.
   *
   * @throws InvalidInput if a platform key or an operator named none
   */
  public TenantId requireTenant() {
    return tenant.orElseThrow(() -> new InvalidInput(TENANT_HEADER, namedNoTenant()));
  }

  /**
   * The key, for a route that programs alone use.
   *
   * @throws ProblemException if it is a person
   */
  public ApiKey requireKey() {
    return switch (identity) {
      case ApiKey key -> key;
      case Person _ ->
          throw new ProblemException(
              ProblemCode.FORBIDDEN, "Events are sent with a key, not by a person.");
    };
  }

  /** How the caller is called in a sentence that it reads. */
  public String self() {
    return self(identity);
  }

  static String self(Identity identity) {
    return switch (identity) {
      case ApiKey _ -> "This key";
      case Person _ -> "Your account";
    };
  }

  String namedNoTenant() {
    return self() + " belongs to no tenant: name one in the header " + TENANT_HEADER + ".";
  }

  /** As whom audit events name the caller. */
  public Actor actor(HttpServletRequest request) {
    return new Actor.Known(identity, Requests.origin(request));
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
