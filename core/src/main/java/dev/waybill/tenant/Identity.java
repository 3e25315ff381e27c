package dev.waybill.tenant;

import java.util.Optional;
import java.util.Set;

/** Who calls: a program with a key, or a person who logged in. */
public sealed interface Identity permits ApiKey, Person {

  /** The tenant it belongs to; empty for one that names the tenant in each request. */
  Optional<TenantId> tenant();

  /** As people know it. */
  String name();

  Set<Permission> permissions();

  default boolean may(Permission permission) {
    return permissions().contains(permission)
        || (permission == Permission.AUDIT_READ && permissions().contains(Permission.AUDIT));
  }
}
