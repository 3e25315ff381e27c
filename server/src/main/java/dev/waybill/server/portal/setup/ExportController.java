package dev.waybill.server.portal.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.ExportCreator;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.ExportView;
import dev.waybill.server.exports.StartCounter;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.portal.destinations.ConnectionView;
import dev.waybill.server.portal.destinations.PathIds;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The wizard's fourth step: what to export, how often, and from when on. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class ExportController {
  private final ExportReader reader;
  private final ExportCreator creator;
  private final StartCounter counter;
  private final Supplier<UUID> ids;

  /**
   * @param ids draws random UUIDs of version 4
   */
  public ExportController(
      ExportReader reader, ExportCreator creator, StartCounter counter, Supplier<UUID> ids) {
    this.reader = requireNonNull(reader, "reader is null");
    this.creator = requireNonNull(creator, "creator is null");
    this.counter = requireNonNull(counter, "counter is null");
    this.ids = requireNonNull(ids, "ids is null");
  }

  @GetMapping("/setup/{id}/export")
  ModelAndView show(@PathVariable String id, Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    IntegrationId integration = PathIds.integration(id);
    if (reader.draft(tenant, integration).isPresent()) {
      return Redirect.to(Page.link(caller, "/setup/" + integration));
    }
    StorageIntegration found = reader.integration(tenant, integration);
    return page(tenant, found, ExportForm.of(found.name(), ids.get().toString()), Optional.empty());
  }

  @PostMapping("/setup/{id}/export")
  ModelAndView save(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") List<String> eventKinds,
      @RequestParam(defaultValue = "") String eventCategories,
      @RequestParam(defaultValue = "") String interval,
      @RequestParam(defaultValue = "") String startFrom,
      @RequestParam(defaultValue = "") String startTime,
      @RequestParam(defaultValue = "") String once,
      Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    StorageIntegration integration = reader.integration(tenant, PathIds.integration(id));
    ExportForm form =
        new ExportForm(name, eventKinds, eventCategories, interval, startFrom, startTime, once);
    try {
      ExportView created =
          creator.linked(caller, integration.id(), form.options(), Optional.of(form.key()));
      return Redirect.to(Page.link(caller, SetupPaths.delivery(created.configuration().id())));
    } catch (InvalidInput problem) {
      ModelAndView page = page(tenant, integration, form, Optional.of(problem));
      page.setStatus(HttpStatus.BAD_REQUEST);
      return page;
    }
  }

  /** How much a delivery from a time on would be, as the form's part beside the time. */
  @GetMapping("/setup/{id}/export/count")
  String count(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String startTime,
      Caller caller,
      Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    StorageIntegration integration = reader.integration(tenant, PathIds.integration(id));
    model.addAttribute("integration", integration.id().toString());
    try {
      model.addAttribute("counted", List.of(counter.events(tenant, ExportForm.time(startTime))));
      model.addAttribute("uncounted", "");
    } catch (InvalidInput e) {
      model.addAttribute("counted", List.of());
      model.addAttribute("uncounted", String.valueOf(e.getMessage()));
    }
    return "setup-export :: count";
  }

  private ModelAndView page(
      TenantId tenant,
      StorageIntegration integration,
      ExportForm form,
      Optional<InvalidInput> problem) {
    return new ModelAndView("setup-export")
        .addObject("steps", SetupPaths.STEPS)
        .addObject("path", SetupPaths.export(integration.id()))
        .addObject("place", integration.location().toString())
        .addObject(
            "connection",
            ConnectionView.of(integration.lastTest(), DestinationKind.of(integration)))
        .addObject("form", form)
        .addObject("kinds", ExportChoices.kinds(form))
        .addObject("intervals", ExportChoices.intervals(form))
        .addObject("starts", ExportChoices.starts(form, from -> count(tenant, from)))
        .addObject("problem", problem.map(InvalidInput::field).orElse(""))
        .addObject("complaint", problem.map(InvalidInput::getMessage).orElse(""));
  }

  private long count(TenantId tenant, String startFrom) {
    return counter.events(tenant, startFrom);
  }
}
