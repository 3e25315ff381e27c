package dev.waybill.server.portal.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.export.LinkedExports;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.AvailableDestinations;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.IntegrationEditor;
import dev.waybill.server.exports.IntegrationView;
import dev.waybill.server.exports.Trial;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.portal.destinations.DestinationForm;
import dev.waybill.server.portal.destinations.PathIds;
import dev.waybill.server.portal.destinations.SentForm;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;

/**
 * The wizard's second and third step: where to, what to set up there, and a test of the result. The
 * address has the place, so that a reload shows the same documents; secrets are in the form alone.
 */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class AccessController {
  private final AvailableDestinations available;
  private final ExportReader reader;
  private final IntegrationEditor editor;
  private final SetupGuide guide;

  public AccessController(
      AvailableDestinations available,
      ExportReader reader,
      IntegrationEditor editor,
      SetupGuide guide) {
    this.available = requireNonNull(available, "available is null");
    this.reader = requireNonNull(reader, "reader is null");
    this.editor = requireNonNull(editor, "editor is null");
    this.guide = requireNonNull(guide, "guide is null");
  }

  @GetMapping("/setup/{id}/{kind}")
  ModelAndView show(
      @PathVariable String id,
      @PathVariable String kind,
      @RequestParam Map<String, String> sent,
      Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    Optional<IntegrationDraft> draft = draft(tenant, id);
    if (draft.isEmpty()) {
      return further(caller, PathIds.integration(id));
    }
    DestinationForm form = form(kind);
    SentForm place = new SentForm(sent);
    if (!form.hasPlace(place)) {
      return AccessPage.ofPlace(id, form, place);
    }
    try {
      return AccessPage.ofAccess(id, form, place, instructions(form, place, draft.get()));
    } catch (InvalidInput problem) {
      return AccessPage.ofPlace(id, form, place, known(form, problem));
    }
  }

  /** Tests, and saves what works, or what is to be saved all the same. */
  @PostMapping("/setup/{id}/{kind}")
  ModelAndView test(
      @PathVariable String id,
      @PathVariable String kind,
      @RequestParam Map<String, String> sent,
      Caller caller,
      HttpServletRequest request) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    Optional<IntegrationDraft> draft = draft(tenant, id);
    if (draft.isEmpty()) {
      return Redirect.after(request, exportPage(caller, PathIds.integration(id)));
    }
    DestinationForm form = form(kind);
    SentForm all = new SentForm(sent);
    boolean part = request.getHeader("HX-Request") != null;
    try {
      Trial trial = save(tenant, draft.get().id(), form, all);
      return switch (trial) {
        case Trial.Saved(IntegrationView saved) ->
            Redirect.after(request, Page.link(caller, next(saved, all)));
        case Trial.Failed(ConnectionTest test) ->
            AccessPage.ofFailure(id, form, all, instructions(form, all, draft.get()), test, part);
      };
    } catch (InvalidInput problem) {
      return AccessPage.ofProblem(
          id, form, all, known(form, problem), whatToSetUp(form, all, draft.get()), part);
    }
  }

  /** One of the documents, to be kept as a file. */
  @GetMapping("/setup/{id}/{kind}/documents/{file}")
  ResponseEntity<String> download(
      @PathVariable String id,
      @PathVariable String kind,
      @PathVariable String file,
      @RequestParam Map<String, String> sent,
      Caller caller) {
    TenantId tenant = Page.tenantOf(caller, Permission.AUDIT);
    IntegrationDraft draft = draft(tenant, id).orElseThrow(SetupPaths::noDraft);
    SetupDocument document =
        instructions(form(kind), new SentForm(sent), draft)
            .document(file)
            .orElseThrow(SetupPaths::noDraft);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(document.file()).build().toString())
        .body(document.text());
  }

  private Trial save(TenantId tenant, IntegrationId id, DestinationForm form, SentForm sent) {
    Optional<Long> ofDraft = Optional.of(0L);
    return sent.text("anyway").isPresent()
        ? new Trial.Saved(
            editor.redirect(tenant, id, ofDraft, form.target(sent), LinkedExports.PAUSE))
        : editor.redirectIfItWorks(tenant, id, ofDraft, form.target(sent), LinkedExports.PAUSE);
  }

  /**
   * Where the tenant has yet to let us in, or to confirm the place, its own page says how, for the
   * project that was given.
   */
  private static String next(IntegrationView saved, SentForm sent) {
    return saved instanceof IntegrationView.Complete(StorageIntegration integration)
            && !integration.confirmed()
        ? "/integrations/"
            + integration.id()
            + sent.text("project")
                .map(it -> "?project=" + UriUtils.encodeQueryParam(it, UTF_8))
                .orElse("")
        : SetupPaths.export(saved.id());
  }

  private ModelAndView further(Caller caller, IntegrationId id) {
    return Redirect.to(exportPage(caller, id));
  }

  /**
   * @throws dev.waybill.server.exports.Refused if there is no such integration
   */
  private String exportPage(Caller caller, IntegrationId id) {
    return Page.link(
        caller, SetupPaths.export(reader.integration(caller.requireTenant(), id).id()));
  }

  private Optional<IntegrationDraft> draft(TenantId tenant, String id) {
    return reader.draft(tenant, PathIds.integration(id));
  }

  private DestinationForm form(String kind) {
    DestinationKind known =
        DestinationKind.ofField(kind)
            .filter(available.kinds()::contains)
            .orElseThrow(SetupPaths::noDraft);
    return new DestinationForm(known, available.roots());
  }

  private Instructions instructions(DestinationForm form, SentForm sent, IntegrationDraft draft) {
    UUID externalId = draft.externalId();
    return guide.of(form.kind(), sent, externalId);
  }

  /** Nothing if the place itself is what is wrong. */
  private Optional<Instructions> whatToSetUp(
      DestinationForm form, SentForm sent, IntegrationDraft draft) {
    try {
      return Optional.of(instructions(form, sent, draft));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  /** A complaint that no field of the form could show is told by a page of its own. */
  private static InvalidInput known(DestinationForm form, InvalidInput problem) {
    if (!form.shows(problem)) {
      throw problem;
    }
    return problem;
  }
}
