package dev.waybill.server.consent;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.BrowserPage;
import dev.waybill.server.answer.Parameters;
import dev.waybill.server.consent.ConsentReturns.Outcome;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.security.FailedLogins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /azure/consent}: where Microsoft sends administrators back to. They need no key: whether
 * they were sent there from here, the state says. Only the database knows whether it is right, and
 * it is not asked for an address from which too many wrong ones came.
 */
@RestController
public final class ConsentController {
  private final SharedIdentities identities;
  private final ConsentReturns returns;
  private final FailedLogins failures;

  /**
   * Answers those who come back.
   *
   * @param failures counts wrong states as it does wrong keys
   */
  public ConsentController(
      SharedIdentities identities, ConsentReturns returns, FailedLogins failures) {
    this.identities = requireNonNull(identities, "identities is null");
    this.returns = requireNonNull(returns, "returns is null");
    this.failures = requireNonNull(failures, "failures is null");
  }

  @GetMapping(ConsentLinks.PATH)
  CompletableFuture<ResponseEntity<byte[]>> back(
      HttpServletRequest request, HttpServletResponse response) {
    BrowserPage.allowStyle(response);
    Optional<String> application = identities.applicationName();
    if (application.isEmpty()) {
      return now(ConsentPages.noApplication());
    }
    if (request.getParameter("error") != null) {
      return now(ConsentPages.refused(Parameters.one(request, "error").orElse("")));
    }
    Optional<ConsentState> state = Parameters.one(request, "state").flatMap(ConsentState::parse);
    if (state.isEmpty()) {
      return now(unknown(request, response));
    }
    if (!Parameters.one(request, "admin_consent").orElse("").equalsIgnoreCase("true")) {
      return now(ConsentPages.refused(""));
    }
    Optional<Duration> wait = failures.waiting(request.getRemoteAddr());
    if (wait.isPresent()) {
      return now(tooMany(wait.get(), response));
    }
    return returns
        .arrive(state.get(), Parameters.one(request, "tenant").orElse(""))
        .thenApply(outcome -> page(outcome, application.get(), request, response).answer());
  }

  private BrowserPage page(
      Outcome outcome,
      String application,
      HttpServletRequest request,
      HttpServletResponse response) {
    return outcome == Outcome.UNKNOWN
        ? unknown(request, response)
        : ConsentPages.of(outcome, application);
  }

  private BrowserPage unknown(HttpServletRequest request, HttpServletResponse response) {
    Optional<Duration> wait = failures.add(request.getRemoteAddr());
    return wait.map(delay -> tooMany(delay, response)).orElseGet(ConsentPages::unknown);
  }

  private static BrowserPage tooMany(Duration wait, HttpServletResponse response) {
    response.setHeader("Retry-After", Long.toString(ConsentPages.wholeSeconds(wait)));
    return ConsentPages.tooMany(wait);
  }

  private static CompletableFuture<ResponseEntity<byte[]>> now(BrowserPage page) {
    return CompletableFuture.completedFuture(page.answer());
  }
}
