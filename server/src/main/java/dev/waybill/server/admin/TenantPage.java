package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Some of the tenants, or all of them.
 *
 * @param next to be sent as {@code after} for those that follow; empty if none do
 */
record TenantPage(List<Tenant> tenants, Optional<String> next) {
  private static final int MOST = 1_000;
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

  TenantPage {
    tenants = List.copyOf(tenants);
    requireNonNull(next, "next is null");
  }

  /** Without {@code limit} it is all that there are after {@code after}. */
  static TenantPage asked(HttpServletRequest request, Tenants tenants) {
    String after = Optional.ofNullable(request.getParameter("after")).orElse("");
    Optional<Integer> limit =
        Optional.ofNullable(request.getParameter("limit")).map(TenantPage::limit);
    if (limit.isEmpty()) {
      List<Tenant> all = after.isEmpty() ? tenants.list() : tenants.list(after, Integer.MAX_VALUE);
      return new TenantPage(all, Optional.empty());
    }
    List<Tenant> found = tenants.list(after, limit.get() + 1);
    if (found.size() <= limit.get()) {
      return new TenantPage(found, Optional.empty());
    }
    List<Tenant> shown = found.subList(0, limit.get());
    return new TenantPage(shown, Optional.of(shown.getLast().id().value()));
  }

  private static int limit(String text) {
    if (NUMBER.matcher(text).matches() && Integer.parseInt(text) <= MOST) {
      return Integer.parseInt(text);
    }
    throw new InvalidInput("limit", "limit lies between 1 and " + MOST + ".");
  }
}
