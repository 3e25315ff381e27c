package dev.waybill.server.portal.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.JobView;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.portal.Page;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page of a job: its objects, its manifest and its attempts. */
@Controller
@RequestMapping({Page.OWN + JobController.PATH, Page.OF_TENANT + JobController.PATH})
public final class JobController {
  static final String PATH = ExportController.PATH + "/jobs/{job}";

  private final ExportDetails details;
  private final ExportReader exports;

  public JobController(ExportDetails details, ExportReader exports) {
    this.details = requireNonNull(details, "details is null");
    this.exports = requireNonNull(exports, "exports is null");
  }

  @GetMapping
  String show(@PathVariable String id, @PathVariable String job, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT_READ);
    JobView found = exports.job(tenant, PathIds.job(job));
    if (!found.job().configuration().equals(PathIds.export(id))) {
      throw new ProblemException(ProblemCode.NOT_FOUND, "This export has no such job.");
    }
    model.addAttribute("export", details.of(tenant, PathIds.export(id)));
    model.addAttribute("job", JobDetail.of(found, exports.tasks(tenant, found.job().id())));
    return "export-job";
  }
}
