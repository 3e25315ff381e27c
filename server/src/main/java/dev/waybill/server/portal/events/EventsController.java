package dev.waybill.server.portal.events;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.portal.Page;
import dev.waybill.server.search.EventLookup;
import dev.waybill.server.search.SearchAnswer;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Looks for a tenant's events, newest received first, and shows one. */
@Controller
@RequestMapping({Page.OWN, Page.OF_TENANT})
public final class EventsController {
  private static final String PATH = "/events";
  private static final int BAD_REQUEST = 400;

  private final EventLookup lookup;
  private final OneEvent one;
  private final TimeSource time;

  public EventsController(EventLookup lookup, TimeSource time) {
    this.lookup = requireNonNull(lookup, "lookup is null");
    this.one = new OneEvent(lookup);
    this.time = requireNonNull(time, "time is null");
  }

  @GetMapping(PATH)
  String search(
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "") String cursor,
      Model model) {
    Page.require(caller, Permission.READ);
    SearchForm form = SearchForm.of(request);
    model.addAttribute("form", form);
    model.addAttribute("ranges", QuickRange.of(form, time.now()));
    model.addAttribute("newest", cursor.isEmpty() ? "" : PATH + form.query());
    try {
      model.addAttribute("wrong", Wrong.NOTHING);
      model.addAttribute("found", List.of(found(caller, form, cursor)));
    } catch (InvalidInput e) {
      if (!SearchForm.has(e.field())) {
        throw e;
      }
      response.setStatus(BAD_REQUEST);
      model.addAttribute("wrong", Wrong.of(e));
      model.addAttribute("found", List.of());
    }
    return "events";
  }

  private Found found(Caller caller, SearchForm form, String cursor) {
    SearchAnswer answer = lookup.find(caller, form.asked(cursor));
    List<EventRow> rows = answer.lines().stream().map(StoredEvent::of).map(EventRow::of).toList();
    return answer.complete()
        ? new Found(rows, List.of(), "")
        : new Found(
            rows,
            lookup.receivedFrom(caller, answer.cursor()).stream().toList(),
            PATH + form.query(answer.cursor().toString()));
  }

  /**
   * @param received milliseconds since the epoch
   */
  @GetMapping(PATH + "/event")
  String show(
      Caller caller,
      @RequestParam(defaultValue = "") String received,
      @RequestParam(defaultValue = "") String id,
      Model model) {
    Page.require(caller, Permission.READ);
    if (!received.matches("\\d{1,15}") || id.isEmpty()) {
      throw notFound();
    }
    StoredEvent event =
        one.find(caller, Long.parseLong(received), id).orElseThrow(EventsController::notFound);
    model.addAttribute(
        "event", EventDetail.of(event, PATH + SearchForm.around(event.received()).query()));
    return "event";
  }

  private static ProblemException notFound() {
    return new ProblemException(
        ProblemCode.NOT_FOUND,
        "There is no such event, or it is no longer kept here: look for it in what was exported.");
  }
}
