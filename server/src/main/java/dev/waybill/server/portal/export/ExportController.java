package dev.waybill.server.portal.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.JobPlace;
import dev.waybill.export.JobView;
import dev.waybill.server.exports.ExportBackfills;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.HourWindow;
import dev.waybill.server.exports.HourlyCounts;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.chart.DeliveryChart;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of an export. */
@Controller
@RequestMapping({Page.OWN + ExportController.PATH, Page.OF_TENANT + ExportController.PATH})
public final class ExportController {
  static final String PATH = "/exports/{id}";

  private static final int JOBS = 20;
  private static final int BACKFILLS = 20;

  private final ExportDetails details;
  private final ExportReader exports;
  private final ExportBackfills backfills;
  private final HourlyCounts counts;
  private final TimeSource time;

  public ExportController(
      ExportDetails details,
      ExportReader exports,
      ExportBackfills backfills,
      HourlyCounts counts,
      TimeSource time) {
    this.details = requireNonNull(details, "details is null");
    this.exports = requireNonNull(exports, "exports is null");
    this.backfills = requireNonNull(backfills, "backfills is null");
    this.counts = requireNonNull(counts, "counts is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** Where the page of an export is, or what is below it. */
  static String path(String id, String below) {
    return "/exports/" + id + below;
  }

  /**
   * @param after the last job of the page of history before
   */
  @GetMapping
  String show(
      @PathVariable String id, @RequestParam Optional<String> after, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT_READ);
    ConfigurationId export = PathIds.export(id);
    model.addAttribute("export", details.of(tenant, export));
    addWork(caller, tenant, export, after, model);
    HourWindow window = DeliveryChart.window(time.now());
    model.addAttribute("chart", DeliveryChart.of(counts.delivered(tenant, export, window), window));
    return "export";
  }

  /** What changes on the page while a job or a backfill is under way. */
  @GetMapping("/work")
  String work(@PathVariable String id, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT_READ);
    addWork(caller, tenant, PathIds.export(id), Optional.empty(), model);
    return "export :: work";
  }

  private void addWork(
      Caller caller, TenantId tenant, ConfigurationId export, Optional<String> after, Model model) {
    List<JobView> found = exports.jobs(tenant, export, JOBS + 1, PathIds.after(after));
    List<JobView> shown = found.subList(0, Math.min(JOBS, found.size()));
    List<JobRow> jobs = shown.stream().map(JobRow::of).toList();
    List<BackfillRow> past =
        backfills.list(tenant, export, BACKFILLS, Optional.empty()).stream()
            .map(BackfillRow::of)
            .toList();
    String here = Page.link(caller, path(export.toString(), ""));
    boolean moves =
        jobs.stream().anyMatch(JobRow::moves) || past.stream().anyMatch(BackfillRow::moves);
    model.addAttribute("here", here);
    model.addAttribute("jobs", jobs);
    model.addAttribute("backfills", past);
    model.addAttribute("polls", moves && after.isEmpty());
    model.addAttribute(
        "next",
        found.size() > JOBS
            ? here + "?after=" + PathIds.text(JobPlace.of(shown.getLast().job()))
            : "");
  }
}
