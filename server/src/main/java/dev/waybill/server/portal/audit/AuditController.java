package dev.waybill.server.portal.audit;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.portal.Page;
import dev.waybill.server.search.Trail;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** The tenant's audit trail. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class AuditController {
  private static final int SHOWN = 50;

  private final Trail trail;

  public AuditController(Trail trail) {
    this.trail = requireNonNull(trail, "trail is null");
  }

  /**
   * @param before where the stretch begins; null for the newest
   */
  @GetMapping("/audit")
  String show(Caller caller, @RequestParam(required = false) @Nullable String before, Model model) {
    Page.require(caller, Permission.READ);
    Trail.Stretch found = trail.newest(caller, SHOWN, before);
    model.addAttribute("events", found.events().stream().map(TrailRow::of).toList());
    model.addAttribute(
        "older",
        found
            .older()
            .map(it -> Page.link(caller, "/audit?before=" + UriUtils.encodeQueryParam(it, "UTF-8")))
            .orElse(""));
    return "audit";
  }
}
