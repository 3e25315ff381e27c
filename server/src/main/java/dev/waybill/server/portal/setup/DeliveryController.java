package dev.waybill.server.portal.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Freshness;
import dev.waybill.export.JobView;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.ExportView;
import dev.waybill.server.exports.StatusReading;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.portal.destinations.PathIds;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The wizard's last step: when the first object comes, and that it has come. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class DeliveryController {
  /** By which a page that asks again and again is told that it need not. */
  private static final int ENOUGH = 286;

  private final ExportReader reader;
  private final ExportEditor editor;

  public DeliveryController(ExportReader reader, ExportEditor editor) {
    this.reader = requireNonNull(reader, "reader is null");
    this.editor = requireNonNull(editor, "editor is null");
  }

  @GetMapping("/setup/deliveries/{id}")
  ModelAndView show(@PathVariable String id, Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT_READ);
    ExportView export = export(tenant, id);
    return new ModelAndView("setup-delivery")
        .addObject("steps", SetupPaths.STEPS)
        .addObject("export", export.configuration().id().toString())
        .addObject("path", SetupPaths.delivery(export.configuration().id()))
        .addObject("name", export.configuration().name())
        .addObject("place", export.integration().location().toString())
        .addObject("delivery", delivery(tenant, export));
  }

  /** What has changed since a page was told; nothing if nothing has. */
  @GetMapping("/setup/deliveries/{id}/progress")
  ModelAndView progress(
      @PathVariable String id, @RequestParam(defaultValue = "") String seen, Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT_READ);
    DeliveryView delivery = delivery(tenant, export(tenant, id));
    if (delivery.seen().equals(seen)) {
      return new ModelAndView(
          (_, _, response) -> response.setStatus(HttpServletResponse.SC_NO_CONTENT));
    }
    ModelAndView part =
        new ModelAndView("setup-delivery :: progress").addObject("delivery", delivery);
    if (delivery.delivered()) {
      part.setStatus(HttpStatusCode.valueOf(ENOUGH));
    }
    return part;
  }

  @PostMapping("/setup/deliveries/{id}/run")
  ModelAndView run(@PathVariable String id, Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    ConfigurationId export = PathIds.export(id);
    editor.run(tenant, export);
    return Redirect.to(Page.link(caller, SetupPaths.delivery(export)));
  }

  private ExportView export(TenantId tenant, String id) {
    return reader.export(tenant, PathIds.export(id), StatusReading.LAST_KNOWN).join();
  }

  private DeliveryView delivery(TenantId tenant, ExportView export) {
    ConfigurationId id = export.configuration().id();
    Optional<Freshness> freshness = reader.freshness(tenant, id);
    List<JobView> jobs = FirstJobs.of((limit, after) -> reader.jobs(tenant, id, limit, after));
    return DeliveryView.of(export, freshness, jobs);
  }
}
