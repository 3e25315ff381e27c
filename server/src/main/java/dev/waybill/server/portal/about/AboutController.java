package dev.waybill.server.portal.about;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.SigningKeys;
import dev.waybill.server.portal.Page;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.tenant.Tenants;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The tenant itself, and with what its deliveries are signed. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class AboutController {
  private final Tenants tenants;
  private final SigningKeys keys;
  private final PublicOrigin origin;

  public AboutController(Tenants tenants, SigningKeys keys, PublicOrigin origin) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.keys = requireNonNull(keys, "keys is null");
    this.origin = requireNonNull(origin, "origin is null");
  }

  /** What is shown. */
  record About(String id, String name, String signingKey, String keys) {}

  @GetMapping("/about")
  String show(Caller caller, Model model) {
    String id = caller.requireTenant().value();
    String name = tenants.find(caller.requireTenant()).map(tenant -> tenant.name()).orElse(id);
    model.addAttribute(
        "about",
        new About(id, name, keys.current().key().toString(), origin.url("/.well-known/jwks.json")));
    return "about";
  }
}
