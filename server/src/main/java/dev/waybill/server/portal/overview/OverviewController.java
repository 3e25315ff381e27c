package dev.waybill.server.portal.overview;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Freshness;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.ExportView;
import dev.waybill.server.exports.StatusReading;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** A tenant's exports, those with problems first. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class OverviewController {
  private final ExportReader exports;
  private final TimeSource time;

  public OverviewController(ExportReader exports, TimeSource time) {
    this.exports = requireNonNull(exports, "exports is null");
    this.time = requireNonNull(time, "time is null");
  }

  @GetMapping
  ModelAndView show(Caller caller, Model model) {
    if (!caller.may(Permission.AUDIT_READ)) {
      return Redirect.to(Page.link(caller, caller.may(Permission.READ) ? "/audit" : "/about"));
    }
    TenantId tenant = caller.requireTenant();
    Instant now = time.now();
    Map<ConfigurationId, Freshness> freshness = exports.freshness(tenant);
    List<ExportView> found = exports.list(tenant, StatusReading.LAST_KNOWN).join();
    List<ExportRow> rows =
        found.stream()
            .map(
                view ->
                    ExportRow.of(
                        view, Optional.ofNullable(freshness.get(view.configuration().id())), now))
            .sorted(Comparator.comparing(ExportRow::state).thenComparing(ExportRow::name))
            .toList();
    model.addAttribute("exports", rows);
    model.addAttribute("problems", rows.stream().filter(ExportRow::hasProblem).toList());
    return new ModelAndView("overview");
  }
}
