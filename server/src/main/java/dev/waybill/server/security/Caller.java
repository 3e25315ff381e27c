package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who sends a request, and for which tenant. The filter in front of all routes has checked the key,
 * that it holds the permission of the route, and that the tenant exists.
 *
 * @param tenant that of the key or, for a platform key, the one named in {@code Waybill-Tenant};
 *     empty if it named none
 * @param deletions the number of the last {@link TenantDeletions deletion} before the key was
 *     checked
 */
public record Caller(ApiKey key, Optional<TenantId> tenant, long deletions) {
  /** With this header a platform key names the tenant. */
  public static final String TENANT_HEADER = "Waybill-Tenant";

  private static final String ATTRIBUTE = Caller.class.getName();

  public Caller {
    requireNonNull(key, "key is null");
    requireNonNull(tenant, "tenant is null");
  }

  /** The caller of a request that needs a key. */
  public static Caller of(HttpServletRequest request) {
    return (Caller) requireNonNull(request.getAttribute(ATTRIBUTE), "the route needs no key");
  }

  public boolean may(Permission permission) {
    return key.may(permission);
  }

  /**
   * The tenant, for a route that works on one.
   *
   * @throws InvalidInput if a platform key named none
   */
  public TenantId requireTenant() {
    return tenant.orElseThrow(
        () ->
            new InvalidInput(
                TENANT_HEADER,
                "This key belongs to no tenant: name one in the header " + TENANT_HEADER + "."));
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
