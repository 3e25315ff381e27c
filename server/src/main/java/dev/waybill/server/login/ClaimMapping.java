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
import java.util.stream.Stream;

/**
 * Makes a tenant and permissions of what the identity provider says about a person. An operator is
 * who has no tenant claim at all: one that is there and cannot be read lets nobody in.
 */
final class ClaimMapping {
  /** Found where a path ends before its claim: neither a text nor a list. */
  private static final Object UNREADABLE = new Object();

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
    Optional<Object> tenant = find(claims, tenantClaim);
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    find(claims, permissionsClaim).stream()
        .flatMap(ClaimMapping::elements)
        .filter(value -> value instanceof String || value instanceof Number)
        .forEach(value -> permissions.addAll(byValue.getOrDefault(value.toString(), Set.of())));
    return tenant.map(claim -> named(claim, permissions)).orElseGet(() -> ofOperator(permissions));
  }

  private Mapped named(Object claim, Set<Permission> permissions) {
    List<?> values = elements(claim).distinct().toList();
    boolean texts =
        values.stream().allMatch(value -> value instanceof String text && !text.isBlank());
    if (texts && values.size() > 1) {
      return new Mapped.Refused(
          "Your account names several tenants: ask whoever manages your company's accounts to leave"
              + " one in '"
              + tenantClaim
              + "'.");
    }
    return texts && !values.isEmpty()
        ? ofTenant((String) values.getFirst(), permissions)
        : new Mapped.Refused(
            "Your account's tenant cannot be read: ask whoever manages your company's accounts to"
                + " have one text in '"
                + tenantClaim
                + "'.");
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

  /** Those of a list, or the value itself. */
  private static Stream<?> elements(Object value) {
    return value instanceof Collection<?> several ? several.stream() : Stream.of(value);
  }

  /**
   * Names of claims may have dots themselves: the name as a whole comes first. A claim without a
   * value is as one that is not there.
   */
  private static Optional<Object> find(Map<?, ?> claims, String path) {
    if (claims.containsKey(path)) {
      return Optional.ofNullable(claims.get(path));
    }
    int dot = path.indexOf('.');
    if (dot < 1) {
      return Optional.empty();
    }
    Object outer = claims.get(path.substring(0, dot));
    if (outer instanceof Map<?, ?> inner) {
      return find(inner, path.substring(dot + 1));
    }
    return outer == null ? Optional.empty() : Optional.of(UNREADABLE);
  }
}
