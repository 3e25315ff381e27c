package dev.waybill.server.portal.integrations;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.IntegrationEditor;
import dev.waybill.server.exports.IntegrationView;
import dev.waybill.server.exports.PlaceConfirmation;
import dev.waybill.server.exports.StatusReading;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.portal.Slice;
import dev.waybill.server.portal.destinations.PathIds;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A tenant's storage integrations, and the page of each. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class IntegrationsController {
  private final ExportReader reader;
  private final IntegrationEditor editor;
  private final PlaceConfirmation confirmation;
  private final IntegrationPage page;

  public IntegrationsController(
      ExportReader reader,
      IntegrationEditor editor,
      PlaceConfirmation confirmation,
      IntegrationPage page) {
    this.reader = requireNonNull(reader, "reader is null");
    this.editor = requireNonNull(editor, "editor is null");
    this.confirmation = requireNonNull(confirmation, "confirmation is null");
    this.page = requireNonNull(page, "page is null");
  }

  /**
   * @param from how many integrations are on the pages before
   */
  @GetMapping("/integrations")
  String list(@RequestParam Optional<Integer> from, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT_READ);
    List<IntegrationView> found = reader.integrations(tenant, StatusReading.LAST_KNOWN).join();
    Slice<IntegrationView> shown = Slice.of(found, from);
    Map<IntegrationId, Long> exports = reader.exportsPerIntegration(tenant);
    model.addAttribute(
        "integrations",
        shown.rows().stream().map(view -> IntegrationRow.of(view, exports)).toList());
    model.addAttribute("next", shown.next("/integrations"));
    return "integrations";
  }

  /**
   * @param from how many exports are on the pages before
   * @param project of a bucket of Google's, for the documents: it is not kept
   */
  @GetMapping("/integrations/{id}")
  ModelAndView show(
      @PathVariable String id,
      @RequestParam Optional<Integer> from,
      @RequestParam(defaultValue = "") String project,
      Caller caller) {
    return page(Page.tenantOf(caller, Permission.AUDIT_READ), id, from, project.strip(), "");
  }

  @PostMapping("/integrations/{id}/test")
  ModelAndView test(@PathVariable String id, Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    StorageIntegration tested = editor.test(tenant, PathIds.integration(id));
    return Redirect.to(Page.link(caller, "/integrations/" + tested.id()));
  }

  @PostMapping("/integrations/{id}/confirm")
  ModelAndView confirm(
      @PathVariable String id, @RequestParam(defaultValue = "") String token, Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    try {
      IntegrationView confirmed =
          confirmation.confirm(tenant, PathIds.integration(id).value(), token.strip());
      return Redirect.to(Page.link(caller, "/integrations/" + confirmed.id()));
    } catch (InvalidInput e) {
      ModelAndView shown = page(tenant, id, Optional.empty(), "", String.valueOf(e.getMessage()));
      shown.setStatus(HttpStatus.BAD_REQUEST);
      return shown;
    }
  }

  /**
   * Deletes a draft or an integration.
   *
   * @param draft whether the page that was sent showed a draft: what it has become since stays
   */
  @PostMapping("/integrations/{id}/delete")
  ModelAndView delete(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean draft,
      @RequestParam(defaultValue = "PAUSE") LinkedExportsAtDeletion linkedExports,
      Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    IntegrationId integration = PathIds.integration(id);
    if (draft) {
      editor.deleteDraft(tenant, integration);
    } else {
      editor.delete(tenant, integration, linkedExports);
    }
    return Redirect.to(Page.link(caller, "/integrations"));
  }

  private ModelAndView page(
      TenantId tenant, String id, Optional<Integer> from, String project, String tokenProblem) {
    IntegrationView found =
        reader.integration(tenant, PathIds.integration(id), StatusReading.LAST_KNOWN).join();
    return page.of(tenant, found, from, project, tokenProblem);
  }
}
