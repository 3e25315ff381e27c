package dev.waybill.server.portal.notifications;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.security.Caller;
import dev.waybill.server.webhooks.OwnNotifications;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who is told of what happens to a tenant's deliveries. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class NotificationsController {
  static final String PATH = "/notifications";

  private final OwnNotifications notifications;
  private final Receivers receivers;
  private final boolean mails;
  private final Supplier<UUID> ids;

  /**
   * @param mails whether there is a mail server
   * @param ids draws random UUIDs of version 4
   */
  public NotificationsController(
      OwnNotifications notifications, Receivers receivers, boolean mails, Supplier<UUID> ids) {
    this.notifications = requireNonNull(notifications, "notifications is null");
    this.receivers = requireNonNull(receivers, "receivers is null");
    this.mails = mails;
    this.ids = requireNonNull(ids, "ids is null");
  }

  /**
   * The form for a recipient.
   *
   * @param problem what is wrong with the address; an empty text if nothing is
   */
  record RecipientForm(String address, String problem) {
    static final RecipientForm EMPTY = new RecipientForm("", "");
  }

  @GetMapping(PATH)
  ModelAndView list(Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    return page(caller, RecipientForm.EMPTY, EndpointForm.empty(ids.get()));
  }

  @PostMapping(PATH + "/recipients")
  ModelAndView add(@RequestParam(defaultValue = "") String address, Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    try {
      notifications.addRecipient(caller, address.strip());
    } catch (InvalidInput e) {
      return refused(
          page(caller, new RecipientForm(address, e.getMessage()), EndpointForm.empty(ids.get())));
    }
    return Redirect.to(Page.link(caller, PATH));
  }

  @PostMapping(PATH + "/recipients/remove")
  ModelAndView remove(@RequestParam(defaultValue = "") String address, Caller caller) {
    Page.tenantOf(caller, Permission.AUDIT);
    notifications.removeRecipient(caller, address);
    return Redirect.to(Page.link(caller, PATH));
  }

  /** The secret is in the answer and nowhere else, so this leads to no other page. */
  @PostMapping(PATH + "/endpoints")
  ModelAndView create(Caller caller, HttpServletRequest request) {
    Page.tenantOf(caller, Permission.AUDIT);
    EndpointForm form = EndpointForm.sent(request);
    try {
      Optional<WebhookEndpoints.Made> made =
          notifications.createOnce(caller, form.url(), form.types(), form.key());
      return page(caller, RecipientForm.EMPTY, EndpointForm.empty(ids.get()))
          .addObject("madeUrl", form.url())
          .addObject("madeSecret", made.map(it -> it.secret().text()).orElse(""));
    } catch (InvalidInput e) {
      return refused(page(caller, RecipientForm.EMPTY, form.refused(e)));
    }
  }

  private ModelAndView page(Caller caller, RecipientForm recipient, EndpointForm endpoint) {
    Receivers.All all = receivers.of(caller);
    return new ModelAndView("notifications")
        .addObject("mails", mails)
        .addObject("recipients", all.recipients())
        .addObject("recipient", recipient)
        .addObject("mostRecipients", MailAddress.MOST)
        .addObject("endpoints", all.endpoints())
        .addObject("form", endpoint)
        .addObject("mostEndpoints", WebhookEndpoints.MOST);
  }

  private static ModelAndView refused(ModelAndView page) {
    page.setStatus(HttpStatusCode.valueOf(ProblemCode.BAD_REQUEST.status()));
    return page;
  }
}
