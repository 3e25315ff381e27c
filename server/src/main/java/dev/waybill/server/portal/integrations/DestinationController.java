package dev.waybill.server.portal.integrations;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.LinkedExports;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.AvailableDestinations;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.DestinationTarget;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.IntegrationEditor;
import dev.waybill.server.exports.Trial;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.portal.Slice;
import dev.waybill.server.portal.destinations.ConnectionView;
import dev.waybill.server.portal.destinations.DestinationForm;
import dev.waybill.server.portal.destinations.KindWords;
import dev.waybill.server.portal.destinations.PathIds;
import dev.waybill.server.portal.destinations.SentForm;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Changes where an integration leads, or how the service gets in there. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class DestinationController {
  /** That of nothing: whoever has not seen the form changes nothing. */
  private static final String NO_REVISION = "-1";

  private final AvailableDestinations available;
  private final ExportReader reader;
  private final IntegrationEditor editor;
  private final IntegrationPage page;

  public DestinationController(
      AvailableDestinations available,
      ExportReader reader,
      IntegrationEditor editor,
      IntegrationPage page) {
    this.available = requireNonNull(available, "available is null");
    this.reader = requireNonNull(reader, "reader is null");
    this.editor = requireNonNull(editor, "editor is null");
    this.page = requireNonNull(page, "page is null");
  }

  @GetMapping("/integrations/{id}/destination")
  ModelAndView show(@PathVariable String id, Caller caller) {
    Page.require(caller, Permission.AUDIT);
    TenantId tenant = caller.requireTenant();
    StorageIntegration integration = reader.integration(tenant, PathIds.integration(id));
    Map<String, String> present = PresentDestination.of(integration, keyId(tenant, integration));
    return form(
        tenant,
        integration,
        name -> present.getOrDefault(name, ""),
        Long.toString(integration.revision()),
        Optional.empty());
  }

  /** Tests, and saves what works, or what is to be saved all the same. */
  @PostMapping("/integrations/{id}/destination")
  ModelAndView save(
      @PathVariable String id,
      @RequestParam Map<String, String> values,
      @RequestParam(defaultValue = NO_REVISION) long revision,
      @RequestParam(defaultValue = "PAUSE") LinkedExports linkedExports,
      Caller caller) {
    Page.require(caller, Permission.AUDIT);
    TenantId tenant = caller.requireTenant();
    StorageIntegration integration = reader.integration(tenant, PathIds.integration(id));
    SentForm sent = new SentForm(values);
    Function<String, String> value = name -> sent.text(name).orElse("");
    String seen = Long.toString(revision);
    try {
      Trial trial = save(tenant, integration, revision, sent, linkedExports);
      return switch (trial) {
        case Trial.Saved(_) -> Redirect.to(Page.link(caller, "/integrations/" + integration.id()));
        case Trial.Failed(ConnectionTest test) ->
            form(tenant, integration, value, seen, Optional.empty())
                .addObject(
                    "test", List.of(ConnectionView.of(test, DestinationKind.of(integration))));
      };
    } catch (InvalidInput problem) {
      ModelAndView again = form(tenant, integration, value, seen, Optional.of(problem));
      again.setStatus(HttpStatus.BAD_REQUEST);
      return again;
    }
  }

  private Trial save(
      TenantId tenant,
      StorageIntegration integration,
      long revision,
      SentForm sent,
      LinkedExports linked) {
    IntegrationId id = integration.id();
    DestinationTarget target = form(integration).target(sent);
    return sent.text("anyway").isPresent()
        ? new Trial.Saved(editor.redirect(tenant, id, Optional.of(revision), target, linked))
        : editor.redirectIfItWorks(tenant, id, Optional.of(revision), target, linked);
  }

  private ModelAndView form(
      TenantId tenant,
      StorageIntegration integration,
      Function<String, String> value,
      String revision,
      Optional<InvalidInput> problem) {
    Slice<IntegrationPage.LinkedExport> linked =
        page.linked(tenant, integration.id(), Optional.empty());
    return new ModelAndView("integration-destination")
        .addObject("name", integration.name())
        .addObject("kind", KindWords.title(DestinationKind.of(integration)))
        .addObject("path", "/integrations/" + integration.id())
        .addObject("fields", form(integration).change(value, problem))
        .addObject("revision", revision)
        .addObject("exports", linked.rows())
        .addObject("exportCount", linked.count())
        .addObject("complaint", problem.map(InvalidInput::getMessage).orElse(""))
        .addObject("test", List.of());
  }

  private DestinationForm form(StorageIntegration integration) {
    return new DestinationForm(DestinationKind.of(integration), available.roots());
  }

  private Optional<String> keyId(TenantId tenant, StorageIntegration integration) {
    return Optional.ofNullable(
            reader.accessKeys(tenant, Set.of(integration.id())).get(integration.id()))
        .map(held -> held.current().accessKeyId());
  }
}
