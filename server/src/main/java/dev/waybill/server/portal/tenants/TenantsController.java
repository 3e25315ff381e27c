package dev.waybill.server.portal.tenants;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
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
import java.util.List;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code /portal/tenants}: where operators find a tenant, and create one. */
@Controller
public final class TenantsController {
  private static final int SHOWN = 50;

  /** No id or name is longer. */
  private static final int LONGEST = 200;

  private final Tenants tenants;
  private final UsageReader usage;
  private final TenantEditor editor;

  public TenantsController(Tenants tenants, UsageReader usage, TenantEditor editor) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.usage = requireNonNull(usage, "usage is null");
    this.editor = requireNonNull(editor, "editor is null");
  }

  /**
   * The form for a new tenant.
   *
   * @param wrongId what is wrong with the id; an empty text if nothing is
   * @param wrongName the same of the name
   */
  record CreationForm(String id, String name, String wrongId, String wrongName) {
    static final CreationForm EMPTY = new CreationForm("", "", "", "");
  }

  /**
   * @param text to be found in ids and names
   * @param after the last id of the page before
   */
  @GetMapping(TenantPaths.LIST)
  ModelAndView list(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String after,
      Caller caller) {
    Page.require(caller, Permission.OPERATOR);
    return page(text.strip(), after, CreationForm.EMPTY);
  }

  @PostMapping(TenantPaths.ALL_SETTINGS)
  ModelAndView create(
      @RequestParam(defaultValue = "") String id,
      @RequestParam(defaultValue = "") String name,
      Caller caller) {
    Page.require(caller, Permission.OPERATOR);
    String chosen = id.strip();
    String called = name.isBlank() ? chosen : name.strip();
    try {
      Tenant made = editor.create(new TenantId(chosen), TenantName.of(called));
      return Redirect.to(TenantPaths.settings(made.id()));
    } catch (InvalidInput e) {
      boolean ofName = e.field().equals(TenantName.FIELD);
      return refused(
          new CreationForm(id, name, ofName ? "" : e.getMessage(), ofName ? e.getMessage() : ""));
    } catch (ProblemException e) {
      if (e.problem().code() != ProblemCode.CONFLICT) {
        throw e;
      }
      return refused(new CreationForm(id, name, e.problem().detail(), ""));
    }
  }

  private ModelAndView refused(CreationForm form) {
    ModelAndView page = page("", "", form);
    page.setStatus(HttpStatusCode.valueOf(ProblemCode.BAD_REQUEST.status()));
    return page;
  }

  private ModelAndView page(String text, String after, CreationForm form) {
    String sought = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    List<Tenant> found = tenants.search(sought, after, SHOWN + 1);
    List<TenantRow> shown =
        found.stream()
            .limit(SHOWN)
            .map(tenant -> TenantRow.of(tenant, usage.stored(tenant)))
            .toList();
    return new ModelAndView("tenants")
        .addObject("text", sought)
        .addObject("tenants", shown)
        .addObject("form", form)
        .addObject("next", found.size() > SHOWN ? next(sought, shown.getLast().id()) : "");
  }

  private static String next(String text, String last) {
    return UriComponentsBuilder.fromPath(TenantPaths.LIST)
        .queryParam("text", "{text}")
        .queryParam("after", "{last}")
        .encode()
        .buildAndExpand(text, last)
        .toUriString();
  }
}
