package dev.waybill.server.portal.tenants;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.admin.Loss;
import dev.waybill.server.admin.TenantEditor;
import dev.waybill.server.admin.UsageReader;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What operators see of a tenant, and set for it. */
@Controller
@RequestMapping(TenantPaths.ALL_SETTINGS + "/{id}")
public final class OneTenantController {
  private final Tenants tenants;
  private final UsageReader usage;
  private final TenantEditor editor;

  public OneTenantController(Tenants tenants, UsageReader usage, TenantEditor editor) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.usage = requireNonNull(usage, "usage is null");
    this.editor = requireNonNull(editor, "editor is null");
  }

  @GetMapping
  ModelAndView show(@PathVariable String id, Caller caller) {
    Page.require(caller, Permission.OPERATOR);
    Tenant tenant = find(id);
    return page(tenant, SettingsForm.of(tenant));
  }

  /** What ends something is asked for once more. */
  @PostMapping
  ModelAndView save(
      @PathVariable String id, @RequestParam Map<String, String> typed, Caller caller) {
    Page.require(caller, Permission.OPERATOR);
    Tenant tenant = find(id);
    SettingsForm form = SettingsForm.sent(typed);
    try {
      TenantEditor.Change change = form.change();
      Loss loss = editor.loss(tenant.id(), form.lastSeen(), change);
      if (!loss.isNothing() && !form.confirms(LossView.of(loss))) {
        return new ModelAndView("tenant-loss")
            .addObject("tenant", TenantDetail.of(tenant, usage.of(tenant)))
            .addObject("form", form)
            .addObject("loss", LossView.of(loss));
      }
      editor.change(tenant.id(), form.lastSeen(), change);
    } catch (InvalidInput e) {
      ModelAndView page = page(tenant, form.refused(e));
      page.setStatus(HttpStatusCode.valueOf(ProblemCode.BAD_REQUEST.status()));
      return page;
    }
    return Redirect.to(TenantPaths.settings(tenant.id()));
  }

  /** Asks whether the tenant is really to be suspended. */
  @GetMapping("/suspend")
  ModelAndView ask(@PathVariable String id, Caller caller) {
    Page.require(caller, Permission.OPERATOR);
    Tenant tenant = find(id);
    return new ModelAndView("tenant-suspend")
        .addObject("tenant", TenantDetail.of(tenant, usage.of(tenant)));
  }

  @PostMapping("/suspend")
  ModelAndView suspend(@PathVariable String id, Caller caller) {
    return setSuspended(id, /* suspended= */ true, caller);
  }

  @PostMapping("/resume")
  ModelAndView resume(@PathVariable String id, Caller caller) {
    return setSuspended(id, /* suspended= */ false, caller);
  }

  private ModelAndView setSuspended(String id, boolean suspended, Caller caller) {
    Page.require(caller, Permission.OPERATOR);
    TenantId tenant = find(id).id();
    editor.change(tenant, TenantEditor.Change.ofSuspension(suspended));
    return Redirect.to(TenantPaths.settings(tenant));
  }

  private ModelAndView page(Tenant tenant, SettingsForm form) {
    return new ModelAndView("tenant")
        .addObject("tenant", TenantDetail.of(tenant, usage.of(tenant)))
        .addObject("form", form);
  }

  private Tenant find(String id) {
    return parse(id)
        .flatMap(tenants::find)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "There is no such tenant: look at the list for those there are."));
  }

  private static Optional<TenantId> parse(String id) {
    try {
      return Optional.of(new TenantId(id));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
