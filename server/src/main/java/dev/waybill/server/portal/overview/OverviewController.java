package dev.waybill.server.portal.overview;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Freshness;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.HourWindow;
import dev.waybill.server.exports.HourlyCounts;
import dev.waybill.server.exports.StatusReading;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.portal.Slice;
import dev.waybill.server.portal.chart.DeliveryChart;
import dev.waybill.server.retention.ExportRisks;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A tenant's exports, those with problems first. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class OverviewController {
  /** More are in the table, where they come first. */
  private static final int PROBLEMS = 10;

  private final ExportReader exports;
  private final ExportRisks risks;
  private final HourlyCounts counts;
  private final TimeSource time;

  public OverviewController(
      ExportReader exports, ExportRisks risks, HourlyCounts counts, TimeSource time) {
    this.exports = requireNonNull(exports, "exports is null");
    this.risks = requireNonNull(risks, "risks is null");
    this.counts = requireNonNull(counts, "counts is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * @param from how many exports are on the pages before
   */
  @GetMapping
  ModelAndView show(@RequestParam Optional<Integer> from, Caller caller, Model model) {
    if (!caller.may(Permission.AUDIT_READ)) {
      return Redirect.to(Page.link(caller, caller.may(Permission.READ) ? "/audit" : "/about"));
    }
    TenantId tenant = caller.requireTenant();
    Instant now = time.now();
    List<ExportRow> rows = rows(tenant, now);
    Slice<ExportRow> shown = Slice.of(rows, from);
    List<ExportRow> problems = rows.stream().filter(row -> !row.problem().isEmpty()).toList();
    model.addAttribute("count", shown.count());
    model.addAttribute("exports", shown.rows());
    model.addAttribute("problemCount", problems.size());
    model.addAttribute("problems", problems.subList(0, Math.min(PROBLEMS, problems.size())));
    model.addAttribute("next", shown.next(Page.link(caller, "")));
    HourWindow window = DeliveryChart.window(now);
    model.addAttribute("chart", DeliveryChart.of(counts.delivered(tenant, window), window));
    return new ModelAndView("overview");
  }

  private List<ExportRow> rows(TenantId tenant, Instant now) {
    Map<ConfigurationId, Freshness> freshness = exports.freshness(tenant);
    Map<ConfigurationId, Instant> losses = risks.of(tenant);
    return exports.list(tenant, StatusReading.LAST_KNOWN).join().stream()
        .map(
            view -> {
              ConfigurationId id = view.configuration().id();
              return ExportRow.of(
                  view,
                  Optional.ofNullable(freshness.get(id)),
                  Optional.ofNullable(losses.get(id)),
                  now);
            })
        .sorted(Comparator.comparing(ExportRow::state).thenComparing(ExportRow::name))
        .toList();
  }
}
