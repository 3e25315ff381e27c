package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Parameters;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.login.Destination;
import dev.waybill.server.login.KeyLogin;
import dev.waybill.server.login.Login;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code /login}: with a key, or on to the identity provider. */
@Controller
public final class LoginPageController {
  private final KeyLogin keys;
  private final boolean provider;

  /**
   * @param provider whether there is an identity provider
   */
  public LoginPageController(KeyLogin keys, boolean provider) {
    this.keys = requireNonNull(keys, "keys is null");
    this.provider = provider;
  }

  @GetMapping("/")
  void start(HttpServletResponse response) {
    response.setStatus(HttpStatus.FOUND.value());
    response.setHeader(HttpHeaders.LOCATION, Page.OWN);
  }

  @GetMapping("/login")
  String show(HttpServletRequest request, Model model) {
    fill(Destination.of(request), "", model);
    return "login";
  }

  @PostMapping("/login")
  ModelAndView logIn(HttpServletRequest request, HttpServletResponse response, Model model) {
    String to = Destination.of(request);
    try {
      keys.start(request, response, Parameters.one(request, "key").orElse(""));
    } catch (ProblemException e) {
      Problem problem = e.problem();
      problem.headers().forEach(response::setHeader);
      response.setStatus(problem.code().status());
      fill(to, problem.detail(), model);
      return new ModelAndView("login", model.asMap());
    }
    return Redirect.to(to);
  }

  private void fill(String to, String problem, Model model) {
    model.addAttribute("to", to);
    model.addAttribute("problem", problem);
    model.addAttribute(
        "provider",
        provider
            ? UriComponentsBuilder.fromPath(Login.START)
                .queryParam("to", "{to}")
                .encode()
                .buildAndExpand(to)
                .toUriString()
            : "");
  }
}
