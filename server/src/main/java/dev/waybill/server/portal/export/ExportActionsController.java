package dev.waybill.server.portal.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** What the buttons of an export's page do. */
@Controller
@RequestMapping({Page.OWN + ExportController.PATH, Page.OF_TENANT + ExportController.PATH})
public final class ExportActionsController {
  private final ExportDetails details;
  private final ExportEditor editor;

  public ExportActionsController(ExportDetails details, ExportEditor editor) {
    this.details = requireNonNull(details, "details is null");
    this.editor = requireNonNull(editor, "editor is null");
  }

  @PostMapping("/run")
  ModelAndView run(@PathVariable String id, Caller caller) {
    editor.run(Page.tenantOf(caller, Permission.AUDIT), PathIds.export(id));
    return back(caller, id, "#history");
  }

  @PostMapping("/pause")
  ModelAndView pause(@PathVariable String id, Caller caller) {
    editor.setEnabled(Page.tenantOf(caller, Permission.AUDIT), PathIds.export(id), false);
    return back(caller, id, "");
  }

  @PostMapping("/resume")
  ModelAndView resume(@PathVariable String id, Caller caller) {
    editor.setEnabled(Page.tenantOf(caller, Permission.AUDIT), PathIds.export(id), true);
    return back(caller, id, "");
  }

  @PostMapping("/test")
  ModelAndView test(@PathVariable String id, Caller caller) {
    editor.test(Page.tenantOf(caller, Permission.AUDIT), PathIds.export(id));
    return back(caller, id, "#connection");
  }

  @GetMapping("/delete")
  String askToDelete(@PathVariable String id, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    ConfigurationId export = PathIds.export(id);
    model.addAttribute("export", details.of(tenant, export));
    return "export-delete";
  }

  @PostMapping("/delete")
  ModelAndView delete(@PathVariable String id, Caller caller) {
    editor.delete(Page.tenantOf(caller, Permission.AUDIT), PathIds.export(id));
    return Redirect.to(Page.link(caller, ""));
  }

  private static ModelAndView back(Caller caller, String id, String where) {
    return Redirect.to(
        Page.link(caller, ExportController.path(PathIds.export(id).toString(), where)));
  }
}
