package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.security.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** What is refused before it comes to a page, and paths at which there is none. */
@Controller
public final class ProblemController {
  private static final Problem NOTHING =
      new Problem(
          ProblemCode.NOT_FOUND,
          "There is no page at this address: look at the overview for what there is.");

  private final ProblemPage problems;

  public ProblemController(ProblemPage problems) {
    this.problems = requireNonNull(problems, "problems is null");
  }

  @RequestMapping({Refusal.PROBLEM_PAGE, "/portal/**"})
  ModelAndView tell(HttpServletRequest request, HttpServletResponse response) {
    return problems.of(Refusal.told(request).orElse(NOTHING), request, response);
  }
}
