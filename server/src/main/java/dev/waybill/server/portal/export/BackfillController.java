package dev.waybill.server.portal.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Backfill;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.Parameters;
import dev.waybill.server.exports.ExportBackfills;
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

/** Begins and cancels backfills of an export. */
@Controller
@RequestMapping({Page.OWN + ExportController.PATH, Page.OF_TENANT + ExportController.PATH})
public final class BackfillController {
  private final ExportDetails details;
  private final ExportBackfills backfills;

  public BackfillController(ExportDetails details, ExportBackfills backfills) {
    this.details = requireNonNull(details, "details is null");
    this.backfills = requireNonNull(backfills, "backfills is null");
  }

  @GetMapping("/backfill")
  String ask(@PathVariable String id, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    model.addAttribute("export", details.of(tenant, PathIds.export(id)));
    model.addAttribute("form", BackfillForm.EMPTY);
    return "export-backfill";
  }

  @PostMapping("/backfill")
  ModelAndView begin(
      @PathVariable String id,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    BackfillForm form =
        new BackfillForm(
            Parameters.one(request, "from").orElse(""),
            Parameters.one(request, "to").orElse(""),
            Parameters.one(request, "prefix").orElse(""),
            "",
            "");
    try {
      backfills.create(
          tenant,
          PathIds.export(id),
          BackfillForm.time("from", form.from()),
          BackfillForm.time("to", form.to()),
          Optional.of(form.prefix()).filter(prefix -> !prefix.isBlank()));
    } catch (InvalidInput e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      return new ModelAndView("export-backfill")
          .addObject("export", details.of(tenant, PathIds.export(id)))
          .addObject("form", form.refused(e.field(), String.valueOf(e.getMessage())));
    }
    return back(caller, PathIds.export(id).toString());
  }

  @PostMapping("/backfills/{backfill}/cancel")
  ModelAndView cancel(@PathVariable String id, @PathVariable String backfill, Caller caller) {
    Backfill cancelled =
        backfills.cancel(Page.tenantOf(caller, Permission.AUDIT), PathIds.backfill(backfill));
    return back(caller, cancelled.request().configuration().toString());
  }

  private static ModelAndView back(Caller caller, String id) {
    return Redirect.to(Page.link(caller, ExportController.path(id, "#backfills")));
  }
}
