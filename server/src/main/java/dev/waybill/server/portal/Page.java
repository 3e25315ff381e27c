package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.LoginMethod;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/** What every page shows around its own: who looks, at which tenant, and where else to go. */
public final class Page {
  /** Where a tenant's people see the tenant's pages. */
  public static final String OWN = "/portal";

  /** Where operators see them, and the tenant's people as well. */
  public static final String OF_TENANT = "/portal/tenants/{tenant}";

  private final Brand brand;
  private final Assets assets;
  private final Optional<Caller> caller;
  private final String path;

  /**
   * @param caller empty if nobody is logged in
   * @param path of the request
   */
  Page(Brand brand, Assets assets, Optional<Caller> caller, String path) {
    this.brand = requireNonNull(brand, "brand is null");
    this.assets = requireNonNull(assets, "assets is null");
    this.caller = requireNonNull(caller, "caller is null");
    this.path = requireNonNull(path, "path is null");
  }

  /**
   * Refuses whoever lacks a permission that a page, or a change, needs.
   *
   * @throws ProblemException if the caller lacks it
   */
  public static void require(Caller caller, Permission permission) {
    if (!caller.may(permission)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          caller.self()
              + " lacks the permission "
              + permission
              + ": ask whoever gave you access for it.");
    }
  }

  /**
   * The tenant that a page is about, for whoever has the permission that the page, or a change,
   * needs.
   *
   * @throws ProblemException if the caller lacks it, or has named no tenant
   */
  public static TenantId tenantOf(Caller caller, Permission permission) {
    require(caller, permission);
    return caller.requireTenant();
  }

  /** Where one of the tenant's pages is for this caller. */
  public static String link(Caller caller, String path) {
    return caller.identity().tenant().isPresent()
        ? OWN + path
        : caller
                .tenant()
                .map(id -> "/portal/tenants/" + UriUtils.encodePathSegment(id.value(), "UTF-8"))
                .orElse(OWN)
            + path;
  }

  /** Where one of the tenant's pages is. */
  public String link(String below) {
    return caller.map(it -> link(it, below)).orElse(OWN + below);
  }

  /** Whether to show what takes this permission. */
  public boolean may(String permission) {
    return caller.filter(it -> it.may(Permission.valueOf(permission))).isPresent();
  }

  public String brand() {
    return brand.name();
  }

  public Assets assets() {
    return assets;
  }

  /** Whether somebody is logged in. */
  public boolean isKnown() {
    return caller.isPresent();
  }

  /** Whether the viewer chooses among tenants. */
  public boolean isOperator() {
    return caller.filter(it -> it.identity().tenant().isEmpty()).isPresent();
  }

  /** Who looks; an empty text if nobody is logged in. */
  public String viewer() {
    return caller.map(it -> it.identity().name()).orElse("");
  }

  /** The tenant that the page is about; an empty text if it is about none. */
  public String tenant() {
    return caller.flatMap(Caller::tenant).map(TenantId::value).orElse("");
  }

  public List<Navigation.Item> navigation() {
    return caller.map(Navigation::of).orElse(List.of());
  }

  /** Whether the page is the item's, or below it. */
  public boolean isAt(Navigation.Item item) {
    String place = link(item.path());
    return path.equals(place) || (!item.path().isEmpty() && path.startsWith(place + "/"));
  }

  /** Where the platform wants people to go back to; an empty text if they do not come from it. */
  public String returnUrl() {
    return login().flatMap(Page::returnUrl).map(URI::toString).orElse("");
  }

  public String returnText() {
    return brand.returnText();
  }

  /** Whether the viewer has logged in here, and so logs out here. */
  public boolean endsHere() {
    return login().filter(by -> !(by instanceof LoginMethod.PortalLink)).isPresent();
  }

  private Optional<LoginMethod> login() {
    return caller
        .map(Caller::identity)
        .flatMap(it -> it instanceof Person person ? Optional.of(person.by()) : Optional.empty());
  }

  private static Optional<URI> returnUrl(LoginMethod by) {
    return by instanceof LoginMethod.PortalLink(_, _, Optional<URI> url) ? url : Optional.empty();
  }
}
