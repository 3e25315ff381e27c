package dev.waybill.server.portal.keys;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.keys.KeyView;
import dev.waybill.server.keys.MadeKey;
import dev.waybill.server.keys.OwnKeys;
import dev.waybill.server.portal.Page;
import dev.waybill.server.portal.Redirect;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The tenant's keys. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class KeysController {
  private final OwnKeys keys;
  private final Supplier<UUID> ids;
  private final TimeSource time;

  public KeysController(OwnKeys keys, Supplier<UUID> ids, TimeSource time) {
    this.keys = requireNonNull(keys, "keys is null");
    this.ids = requireNonNull(ids, "ids is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** A problem with the form; empty texts where there is none. */
  record Wrong(String name, String permissions) {}

  @GetMapping("/keys")
  String list(Caller caller, Model model) {
    Page.require(caller, Permission.AUDIT);
    show(caller, KeyForm.empty(ids.get()), new Wrong("", ""), model);
    return "keys";
  }

  /** The secret is in the answer and nowhere else, so this leads to no other page. */
  @PostMapping("/keys")
  String create(
      Caller caller, HttpServletRequest request, HttpServletResponse response, Model model) {
    Page.require(caller, Permission.AUDIT);
    KeyForm form = KeyForm.sent(request);
    try {
      MadeKey made = keys.create(caller, form.asked(), Optional.of(form.request()));
      model.addAttribute("madeName", made.key().key().name());
      model.addAttribute("madeSecret", made.secret().orElse("")); // empty: it was shown before
      show(caller, KeyForm.empty(ids.get()), new Wrong("", ""), model);
    } catch (InvalidInput e) {
      response.setStatus(ProblemCode.BAD_REQUEST.status());
      show(caller, form, wrong(e), model);
    }
    return "keys";
  }

  private static Wrong wrong(InvalidInput e) {
    return switch (e.field()) {
      case "name" -> new Wrong(e.getMessage(), "");
      case "permissions" -> new Wrong("", "Choose at least one permission.");
      default -> throw e;
    };
  }

  /** Asks whether the key is really to end. */
  @GetMapping("/keys/{id}/revoke")
  String ask(Caller caller, @PathVariable String id, Model model) {
    Page.require(caller, Permission.AUDIT);
    Instant now = time.now();
    KeyView found =
        keys.list(caller).stream()
            .filter(view -> view.key().id().toString().equals(id))
            .findFirst()
            .orElseThrow(KeysController::noSuchKey);
    model.addAttribute("key", KeyRow.of(found, now));
    return "revoke-key";
  }

  @PostMapping("/keys/{id}/revoke")
  ModelAndView revoke(Caller caller, @PathVariable String id) {
    Page.require(caller, Permission.AUDIT);
    keys.revoke(caller, parse(id));
    return Redirect.to(Page.link(caller, "/keys"));
  }

  private void show(Caller caller, KeyForm form, Wrong wrong, Model model) {
    Instant now = time.now();
    model.addAttribute("keys", keys.list(caller).stream().map(it -> KeyRow.of(it, now)).toList());
    model.addAttribute("form", form);
    model.addAttribute("choices", form.choices(caller));
    model.addAttribute("wrong", wrong);
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw noSuchKey();
    }
  }

  private static ProblemException noSuchKey() {
    return new ProblemException(
        ProblemCode.NOT_FOUND, "There is no such key: look at the list for those there are.");
  }
}
