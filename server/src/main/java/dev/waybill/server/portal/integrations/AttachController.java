package dev.waybill.server.portal.integrations;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.exports.ExportOptions;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.ExportView;
import dev.waybill.server.exports.IntegrationView;
import dev.waybill.server.exports.StatusReading;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.portal.destinations.PathIds;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Attaches an export to another integration, such as one whose integration was deleted. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class AttachController {
  /** That of nothing: whoever has not seen the form changes nothing. */
  private static final String NO_REVISION = "-1";

  private final ExportReader reader;
  private final ExportEditor editor;

  public AttachController(ExportReader reader, ExportEditor editor) {
    this.reader = requireNonNull(reader, "reader is null");
    this.editor = requireNonNull(editor, "editor is null");
  }

  /** An integration to which the export may be attached. */
  record Target(String id, String name, String place, boolean present) {}

  @GetMapping("/exports/{id}/attach")
  String show(@PathVariable String id, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    ExportView export = reader.export(tenant, PathIds.export(id), StatusReading.LAST_KNOWN).join();
    ExportConfiguration configuration = export.configuration();
    List<Target> targets =
        reader.integrations(tenant, StatusReading.LAST_KNOWN).join().stream()
            .flatMap(view -> target(view, configuration))
            .toList();
    model.addAttribute("name", configuration.name());
    model.addAttribute("path", "/exports/" + configuration.id() + "/attach");
    model.addAttribute("place", export.integration().location().toString());
    model.addAttribute("revision", configuration.revision());
    model.addAttribute("enabled", configuration.enabled());
    model.addAttribute("targets", targets);
    return "export-attach";
  }

  @PostMapping("/exports/{id}/attach")
  ModelAndView attach(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String integration,
      @RequestParam(defaultValue = NO_REVISION) long revision,
      @RequestParam(defaultValue = "false") boolean enable,
      Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    editor.update(
        tenant,
        PathIds.export(id),
        Optional.of(revision),
        Optional.of(PathIds.integration(integration)),
        enabled(enable));
    return Redirect.to(Page.link(caller, "/integrations/" + PathIds.integration(integration)));
  }

  private static ExportOptions enabled(boolean enable) {
    return new ExportOptions(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        enable ? Optional.of(true) : Optional.empty());
  }

  private static Stream<Target> target(IntegrationView view, ExportConfiguration export) {
    return view instanceof IntegrationView.Complete(StorageIntegration integration)
        ? Stream.of(
            new Target(
                integration.id().toString(),
                integration.name(),
                integration.location().toString(),
                integration.id().equals(export.integration())))
        : Stream.empty();
  }
}
