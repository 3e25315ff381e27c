package dev.waybill.server.portal.notifications;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.security.Caller;
import dev.waybill.server.webhooks.OwnNotifications;
import dev.waybill.server.webhooks.WebhookEndpoint;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.tenant.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of a webhook endpoint, and what its buttons do. */
@Controller
@RequestMapping({Page.OWN + EndpointController.PATH, Page.OF_TENANT + EndpointController.PATH})
public final class EndpointController {
  static final String PATH = NotificationsController.PATH + "/endpoints/{id}";

  /** Stands for whatever is no id, and so is nobody's. */
  private static final UUID NOBODY = new UUID(0, 0);

  private final OwnNotifications notifications;
  private final Receivers receivers;

  public EndpointController(OwnNotifications notifications, Receivers receivers) {
    this.notifications = requireNonNull(notifications, "notifications is null");
    this.receivers = requireNonNull(receivers, "receivers is null");
  }

  @GetMapping
  ModelAndView show(@PathVariable String id, Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    return page(caller, EndpointForm.of(notifications.endpoint(caller, parse(id))), id);
  }

  /** Changes where it is, and what it is told. */
  @PostMapping
  ModelAndView save(@PathVariable String id, Caller caller, HttpServletRequest request) {
    Page.tenantOf(caller, Permission.AUDIT);
    UUID known = notifications.endpoint(caller, parse(id)).id();
    EndpointForm form = EndpointForm.sent(request);
    try {
      notifications.update(caller, known, form.url(), form.types(), form.lastSeen());
    } catch (InvalidInput e) {
      ModelAndView page = page(caller, form.refused(e), id);
      page.setStatus(HttpStatusCode.valueOf(ProblemCode.BAD_REQUEST.status()));
      return page;
    }
    return back(caller, known);
  }

  @PostMapping("/test")
  ModelAndView test(@PathVariable String id, Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    return back(caller, notifications.test(caller, parse(id)).id());
  }

  @PostMapping("/enable")
  ModelAndView enable(@PathVariable String id, Caller caller) {
    return setEnabled(caller, id, /* enabled= */ true);
  }

  /** What forgets something is asked for once more. */
  @PostMapping("/disable")
  ModelAndView disable(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean confirmed,
      Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    EndpointView endpoint = receivers.endpoint(caller, parse(id));
    if (endpoint.receiving().waiting() > 0 && !confirmed) {
      return new ModelAndView("endpoint-disable").addObject("endpoint", endpoint);
    }
    return setEnabled(caller, id, /* enabled= */ false);
  }

  /** The secret is in the answer and nowhere else, so this leads to no other page. */
  @PostMapping("/rotate")
  ModelAndView rotate(
      @PathVariable String id, @RequestParam(defaultValue = "") String seen, Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    WebhookEndpoint known = notifications.endpoint(caller, parse(id));
    WebhookEndpoints.Made made = notifications.rotate(caller, known.id(), EndpointForm.time(seen));
    return page(caller, EndpointForm.of(notifications.endpoint(caller, known.id())), id)
        .addObject("madeSecret", made.secret().text());
  }

  /** Asks whether it is really to be deleted. */
  @GetMapping("/delete")
  ModelAndView ask(@PathVariable String id, Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    return new ModelAndView("endpoint-delete")
        .addObject("endpoint", receivers.endpoint(caller, parse(id)));
  }

  @PostMapping("/delete")
  ModelAndView delete(@PathVariable String id, Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    notifications.delete(caller, parse(id));
    return Redirect.to(Page.link(caller, NotificationsController.PATH));
  }

  private ModelAndView setEnabled(Caller caller, String id, boolean enabled) {
    Page.tenantOf(caller, Permission.AUDIT);
    WebhookEndpoint changed =
        notifications.update(
            caller, parse(id), Optional.empty(), Optional.empty(), Optional.of(enabled));
    return back(caller, changed.id());
  }

  private ModelAndView page(Caller caller, EndpointForm form, String id) {
    return new ModelAndView("notifications-endpoint")
        .addObject("endpoint", receivers.endpoint(caller, parse(id)))
        .addObject("form", form);
  }

  private static ModelAndView back(Caller caller, UUID id) {
    return Redirect.to(Page.link(caller, NotificationsController.PATH + "/endpoints/" + id));
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return NOBODY;
    }
  }
}
