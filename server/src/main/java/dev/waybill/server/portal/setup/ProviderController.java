package dev.waybill.server.portal.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.exports.AvailableDestinations;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.IntegrationEditor;
import dev.waybill.server.exports.IntegrationView;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.portal.destinations.KindWords;
import dev.waybill.server.portal.destinations.PathIds;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The wizard's first step: whose storage, and how the service gets in there. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class ProviderController {
  private final AvailableDestinations available;
  private final IntegrationEditor editor;
  private final ExportReader reader;

  public ProviderController(
      AvailableDestinations available, IntegrationEditor editor, ExportReader reader) {
    this.available = requireNonNull(available, "available is null");
    this.editor = requireNonNull(editor, "editor is null");
    this.reader = requireNonNull(reader, "reader is null");
  }

  /** A kind of destinations as it is offered. */
  record Choice(String kind, String title, String sentence) {
    private static Choice of(DestinationKind kind) {
      return new Choice(kind.field(), KindWords.title(kind), KindWords.sentence(kind));
    }
  }

  @GetMapping("/setup")
  String choose(Caller caller, Model model) {
    Page.tenantOf(caller, Permission.AUDIT);
    return choices("/setup", model);
  }

  /** Begins: the draft has the ids that the tenant lets in. */
  @PostMapping("/setup")
  ModelAndView begin(@RequestParam Optional<String> kind, Caller caller) {
    Page.require(caller, Permission.AUDIT);
    DestinationKind chosen = chosen(kind);
    IntegrationView draft = editor.draft(caller, Optional.empty(), Optional.empty());
    return Redirect.to(Page.link(caller, SetupPaths.access(draft.id(), chosen)));
  }

  /** Goes on with a draft. */
  @GetMapping("/setup/{id}")
  String chooseAgain(@PathVariable String id, Caller caller, Model model) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    if (reader.draft(tenant, PathIds.integration(id)).isEmpty()) {
      throw SetupPaths.noDraft();
    }
    return choices("/setup/" + id, model);
  }

  @PostMapping("/setup/{id}")
  ModelAndView goOn(@PathVariable String id, @RequestParam Optional<String> kind, Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    return Redirect.to(Page.link(caller, SetupPaths.access(PathIds.integration(id), chosen(kind))));
  }

  private DestinationKind chosen(Optional<String> kind) {
    return kind.flatMap(DestinationKind::ofField)
        .filter(available.kinds()::contains)
        .orElseThrow(
            () -> new InvalidInput("kind", "Choose one of the kinds of storage that are offered."));
  }

  private String choices(String action, Model model) {
    List<Choice> choices = available.kinds().stream().map(Choice::of).toList();
    model.addAttribute("choices", choices);
    model.addAttribute("action", action);
    model.addAttribute("steps", SetupPaths.STEPS);
    return "setup-provider";
  }
}
