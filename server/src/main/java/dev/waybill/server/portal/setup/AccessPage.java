package dev.waybill.server.portal.setup;

import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.server.portal.destinations.ConnectionView;
import dev.waybill.server.portal.destinations.DestinationForm;
import dev.waybill.server.portal.destinations.KindWords;
import dev.waybill.server.portal.destinations.SentForm;
import dev.waybill.server.portal.destinations.ShownField;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** What the steps about place and access show. */
final class AccessPage {
  private static final int PLACE = 2;
  private static final int ACCESS = 3;
  private static final String PAGE = "setup-access";
  private static final String PART = "setup-access :: outcome";

  private AccessPage() {}

  static ModelAndView ofPlace(String id, DestinationForm form, SentForm sent) {
    return page(PAGE, id, form, sent, Optional.empty(), Optional.empty());
  }

  static ModelAndView ofPlace(
      String id, DestinationForm form, SentForm sent, InvalidInput problem) {
    return refused(page(PAGE, id, form, sent, Optional.of(problem), Optional.empty()));
  }

  static ModelAndView ofAccess(
      String id, DestinationForm form, SentForm sent, Instructions instructions) {
    return page(PAGE, id, form, sent, Optional.empty(), Optional.of(instructions));
  }

  /**
   * @param part whether to answer with what has changed alone
   */
  static ModelAndView ofFailure(
      String id,
      DestinationForm form,
      SentForm sent,
      Instructions instructions,
      ConnectionTest test,
      boolean part) {
    ModelAndView page =
        page(part ? PART : PAGE, id, form, sent, Optional.empty(), Optional.of(instructions));
    return page.addObject("test", List.of(ConnectionView.of(test, form.kind())));
  }

  /**
   * @param instructions empty if the place is what is wrong
   * @param part whether to answer with what has changed alone
   */
  static ModelAndView ofProblem(
      String id,
      DestinationForm form,
      SentForm sent,
      InvalidInput problem,
      Optional<Instructions> instructions,
      boolean part) {
    return refused(page(part ? PART : PAGE, id, form, sent, Optional.of(problem), instructions));
  }

  private static ModelAndView refused(ModelAndView page) {
    page.setStatus(HttpStatus.BAD_REQUEST);
    return page;
  }

  private static ModelAndView page(
      String view,
      String id,
      DestinationForm form,
      SentForm sent,
      Optional<InvalidInput> problem,
      Optional<Instructions> instructions) {
    List<ShownField> place = form.place(sent, problem);
    return new ModelAndView(view)
        .addObject("steps", SetupPaths.STEPS)
        .addObject("step", instructions.isPresent() ? ACCESS : PLACE)
        .addObject("title", KindWords.title(form.kind()))
        .addObject("path", "/setup/" + id + "/" + form.kind().field())
        .addObject("query", query(place))
        .addObject("place", place)
        .addObject("access", form.access(sent, problem))
        .addObject("instructions", instructions.stream().toList())
        .addObject("complaint", problem.map(InvalidInput::getMessage).orElse(""))
        .addObject("test", List.of());
  }

  private static String query(List<ShownField> place) {
    UriComponentsBuilder query = UriComponentsBuilder.newInstance();
    place.stream()
        .filter(field -> !field.value().isEmpty())
        .forEach(field -> query.queryParam(field.name(), "{" + field.name() + "}"));
    return query
        .encode()
        .buildAndExpand(place.stream().map(ShownField::value).filter(it -> !it.isEmpty()).toArray())
        .toUriString();
  }
}
