package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.Tenants;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** {@code /portal/tenants}: where operators choose the tenant whose pages they see. */
@Controller
public final class TenantsController {
  private static final int SHOWN = 50;

  private final Tenants tenants;

  public TenantsController(Tenants tenants) {
    this.tenants = requireNonNull(tenants, "tenants is null");
  }

  /** A tenant as it is listed. */
  record Row(String id, String name, String link, boolean suspended) {
    private static Row of(Tenant tenant) {
      return new Row(
          tenant.id().value(),
          tenant.name(),
          "/portal/tenants/" + UriUtils.encodePathSegment(tenant.id().value(), "UTF-8"),
          tenant.suspended());
    }
  }

  /**
   * @param after the last id of the page before
   */
  @GetMapping("/portal/tenants")
  String list(@RequestParam Optional<String> after, Model model) {
    List<Row> found = tenants.list(after.orElse(""), SHOWN + 1).stream().map(Row::of).toList();
    List<Row> shown = found.subList(0, Math.min(SHOWN, found.size()));
    model.addAttribute("tenants", shown);
    model.addAttribute("next", found.size() > SHOWN ? shown.getLast().id() : "");
    return "tenants";
  }
}
