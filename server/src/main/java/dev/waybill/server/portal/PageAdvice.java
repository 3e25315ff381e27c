package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.exports.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Gives every page what is around it, and makes pages of what controllers of pages throw. */
@ControllerAdvice("dev.waybill.server.portal")
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PageAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(PageAdvice.class);

  private final Pages pages;
  private final ProblemPage problems;

  public PageAdvice(Pages pages, ProblemPage problems) {
    this.pages = requireNonNull(pages, "pages is null");
    this.problems = requireNonNull(problems, "problems is null");
  }

  @ModelAttribute("page")
  Page page(HttpServletRequest request) {
    return pages.of(request);
  }

  @ModelAttribute("show")
  Shown show() {
    return new Shown();
  }

  @ExceptionHandler
  ModelAndView problem(Exception e, HttpServletRequest request, HttpServletResponse response) {
    return problems.of(problem(e), request, response);
  }

  private static Problem problem(Exception thrown) {
    return switch (thrown) {
      case ProblemException e -> e.problem();
      case InvalidInput e -> Problem.ofField(e.field(), e.getMessage());
      case Refused e -> refused(e);
      case HttpRequestMethodNotSupportedException _ ->
          new Problem(
              ProblemCode.METHOD_NOT_ALLOWED,
              "This page does not take what was sent to it: go back, and try again from there.");
      case ServletRequestBindingException _, MethodArgumentTypeMismatchException _ ->
          new Problem(
              ProblemCode.BAD_REQUEST,
              "This page does not take what was sent to it: go back, and try again from there.");
      default -> {
        LOG.error("A page failed", thrown);
        yield new Problem(
            ProblemCode.INTERNAL,
            "The page failed: try again, and if it fails again, tell whoever runs this service the"
                + " request id.");
      }
    };
  }

  private static Problem refused(Refused refused) {
    ProblemCode code =
        switch (refused.reason()) {
          case NOT_FOUND -> ProblemCode.NOT_FOUND;
          case CONFLICT -> ProblemCode.CONFLICT;
        };
    return new Problem(code, String.valueOf(refused.getMessage()));
  }
}
