package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.security.Caller;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Makes what is around each page. */
public final class Pages {
  private final Brand brand;
  private final Assets assets;

  public Pages(Brand brand, Assets assets) {
    this.brand = requireNonNull(brand, "brand is null");
    this.assets = requireNonNull(assets, "assets is null");
  }

  Page of(HttpServletRequest request) {
    return new Page(
        brand,
        assets,
        Caller.isKnown(request) ? Optional.of(Caller.of(request)) : Optional.empty(),
        path(request));
  }

  /** As the browser asked for it. */
  static String path(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI))
        .orElseGet(request::getRequestURI);
  }
}
