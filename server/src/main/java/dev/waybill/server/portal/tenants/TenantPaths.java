package dev.waybill.server.portal.tenants;

import dev.waybill.tenant.TenantId;
import org.springframework.web.util.UriUtils;

/** Where the pages of a tenant are for operators. */
final class TenantPaths {
  static final String LIST = "/portal/tenants";
  static final String ALL_SETTINGS = "/portal/operator/tenants";

  private TenantPaths() {}

  /** Those that the tenant's people see as well. */
  static String pages(TenantId id) {
    return LIST + "/" + encoded(id);
  }

  /** What operators alone see of it. */
  static String settings(TenantId id) {
    return ALL_SETTINGS + "/" + encoded(id);
  }

  private static String encoded(TenantId id) {
    return UriUtils.encodePathSegment(id.value(), "UTF-8");
  }
}
