package dev.waybill.server.login;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The way to the identity provider and back, and out: where people's browsers go. */
@RestController
public final class LoginController {
  private static final int FOUND = 302;
  private static final int SEE_OTHER = 303;

  private final Optional<Login> login;
  private final Logout logout;

  /**
   * @param login empty if there is no identity provider
   */
  public LoginController(Optional<Login> login, Logout logout) {
    this.login = requireNonNull(login, "login is null");
    this.logout = requireNonNull(logout, "logout is null");
  }

  @GetMapping(Login.START)
  void begin(HttpServletRequest request, HttpServletResponse response) {
    redirect(response, FOUND, login().begin(request, response));
  }

  @GetMapping(Login.CALLBACK)
  void finish(HttpServletRequest request, HttpServletResponse response) {
    redirect(response, FOUND, login().finish(request, response));
  }

  @PostMapping("/logout")
  void end(HttpServletRequest request, HttpServletResponse response) {
    redirect(response, SEE_OTHER, logout.end(request, response));
  }

  @GetMapping(Logout.DONE)
  void ended(HttpServletResponse response) throws IOException {
    LoginPages.loggedOut(response);
  }

  @ExceptionHandler
  void refuse(ProblemException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LoginPages.refuse(e.problem(), request, response);
  }

  private Login login() {
    return login.orElseThrow(
        () ->
            new ProblemException(
                ProblemCode.NOT_FOUND,
                "There is no login with a company's account here: log in with a key at /login, or"
                    + " have whoever runs this service give the settings login.*."));
  }

  private static void redirect(HttpServletResponse response, int status, String url) {
    response.setStatus(status);
    response.setHeader(HttpHeaders.LOCATION, url);
  }
}
