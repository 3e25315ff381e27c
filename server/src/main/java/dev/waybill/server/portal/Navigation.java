package dev.waybill.server.portal;

import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What people find in the head of every page. */
final class Navigation {
  /** The pages of a tenant, in their order. */
  private static final List<Item> OF_TENANT =
      List.of(
          new Item("", "Overview", Set.of(Permission.AUDIT_READ)),
          new Item("/integrations", "Integrations", Set.of(Permission.AUDIT_READ)),
          new Item("/events", "Events", Set.of(Permission.READ)),
          new Item("/keys", "API keys", Set.of(Permission.AUDIT)),
          new Item("/notifications", "Notifications", Set.of(Permission.AUDIT)),
          new Item("/audit", "Audit trail", Set.of(Permission.READ)),
          new Item("/about", "About", EnumSet.allOf(Permission.class)));

  private Navigation() {}

  /**
   * A page that people go to by itself.
   *
   * @param path below the tenant's pages
   * @param needed of which the caller needs one
   */
  record Item(String path, String text, Set<Permission> needed) {
    private boolean isFor(Caller caller) {
      return needed.stream().anyMatch(caller::may);
    }
  }

  static List<Item> of(Caller caller) {
    return caller.tenant().isEmpty()
        ? List.of()
        : OF_TENANT.stream().filter(item -> item.isFor(caller)).toList();
  }
}
