package dev.waybill.server.login;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.settings.LoginSettings;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a tenant and permissions of what the identity provider says about a person. */
final class ClaimMapping {
  private final String tenantClaim;
  private final String permissionsClaim;
  private final Map<String, Set<Permission>> byValue;

  /** What came out. */
  sealed interface Mapped {
    /**
     * The person may do something.
     *
     * @param tenant empty for an operator
     */
    record Admitted(Optional<TenantId> tenant, Set<Permission> permissions) implements Mapped {}

    /**
     * The person may do nothing here.
     *
     * @param advice a sentence for the person
     */
    record Refused(String advice) implements Mapped {}
  }

  ClaimMapping(LoginSettings settings) {
    this.tenantClaim = settings.tenantClaim();
    this.permissionsClaim = settings.permissionsClaim();
    this.byValue = requireNonNull(settings.permissionsByValue(), "permissions are null");
  }

  Mapped map(Map<String, Object> claims) {
    List<String> tenants = values(claims, tenantClaim);
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    values(claims, permissionsClaim)
        .forEach(value -> permissions.addAll(byValue.getOrDefault(value, Set.of())));
    if (tenants.size() > 1) {
      return new Mapped.Refused(
          "Your account names several tenants: ask whoever manages your company's accounts to leave"
              + " one in '"
              + tenantClaim
              + "'.");
    }
    return tenants.isEmpty() ? ofOperator(permissions) : ofTenant(tenants.getFirst(), permissions);
  }

  private Mapped ofOperator(Set<Permission> permissions) {
    return permissions.contains(Permission.OPERATOR)
        ? new Mapped.Admitted(Optional.empty(), Set.copyOf(permissions))
        : new Mapped.Refused(
            "Your account has no tenant: ask whoever manages your company's accounts to give you"
                + " one in '"
                + tenantClaim
                + "'.");
  }

  private Mapped ofTenant(String name, Set<Permission> permissions) {
    permissions.remove(Permission.OPERATOR);
    if (permissions.isEmpty()) {
      return new Mapped.Refused(
          "Your account has no permissions here: ask whoever manages your company's accounts for"
              + " those in '"
              + permissionsClaim
              + "'.");
    }
    try {
      return new Mapped.Admitted(Optional.of(new TenantId(name)), Set.copyOf(permissions));
    } catch (InvalidInput e) {
      return new Mapped.Refused(Login.UNKNOWN_TENANT);
    }
  }

  /** Texts and numbers; what is neither counts for nothing. */
  private static List<String> values(Map<String, Object> claims, String path) {
    Object found = find(claims, path);
    Collection<?> all = found instanceof Collection<?> several ? several : List.of();
    return (found == null || found instanceof Collection<?> ? all : List.of(found))
        .stream()
            .filter(value -> value instanceof String || value instanceof Number)
            .map(Object::toString)
            .filter(value -> !value.isBlank())
            .distinct()
            .toList();
  }

  /** Names of claims may have dots themselves: the name as a whole comes first. */
  private static @Nullable Object find(Map<?, ?> claims, String path) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    int dot = path.indexOf('.');
    return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, path.substring(dot + 1))
        : null;
  }
}
