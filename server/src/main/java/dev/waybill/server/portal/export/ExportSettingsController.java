package dev.waybill.server.portal.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Changes name, interval and contents of an export. */
@Controller
@RequestMapping({
  Page.OWN + ExportController.PATH + "/settings",
  Page.OF_TENANT + ExportController.PATH + "/settings"
})
public final class ExportSettingsController {
  private final ExportDetails details;
  private final ExportEditor editor;

  public ExportSettingsController(ExportDetails details, ExportEditor editor) {
    this.details = requireNonNull(details, "details is null");
    this.editor = requireNonNull(editor, "editor is null");
  }

  @GetMapping
  String show(@PathVariable String id, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    model.addAttribute("form", SettingsForm.of(details.view(tenant, PathIds.export(id))));
    return "export-settings";
  }

  @PostMapping
  ModelAndView save(
      @PathVariable String id,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    ConfigurationId export = details.view(tenant, PathIds.export(id)).configuration().id();
    SettingsForm form = SettingsForm.sent(export.toString(), request);
    try {
      editor.update(
          tenant, export, Optional.of(form.seenRevision()), Optional.empty(), form.options());
    } catch (InvalidInput e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      return new ModelAndView("export-settings")
          .addObject("form", form.refused(e.field(), String.valueOf(e.getMessage())));
    }
    return Redirect.to(Page.link(caller, ExportController.path(export.toString(), "")));
  }
}
