package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/** Tells keys from what is none, and slows down whoever tries many. Wrong ones are recorded. */
public final class KeyCheck {
  private final ApiKeys keys;
  private final FailedLogins failures;
  private final AccessAudit audit;

  public KeyCheck(ApiKeys keys, FailedLogins failures, AccessAudit audit) {
    this.keys = requireNonNull(keys, "keys is null");
    this.failures = requireNonNull(failures, "failures is null");
    this.audit = requireNonNull(audit, "audit is null");
  }

  /**
   * The key of a secret.
   *
   * @param secret empty if what was sent cannot be one
   * @param wrong what is thrown if there is no such key, unless too many wrong ones came
   * @throws ProblemException if it is no key, or one that has ended
   */
  public ApiKey require(HttpServletRequest request, Optional<String> secret, Problem wrong) {
    return secret
        .flatMap(keys::authenticate)
        .orElseThrow(() -> new ProblemException(refusal(request, secret, wrong)));
  }

  private Problem refusal(HttpServletRequest request, Optional<String> sent, Problem wrong) {
    Optional<Duration> wait = failures.add(request.getRemoteAddr());
    Problem problem = wait.map(KeyCheck::tooMany).orElse(wrong);
    sent.ifPresent(
        secret ->
            Optional.of(secret)
                .filter(_ -> wait.isEmpty()) // a flood of keys is not looked up twice
                .flatMap(keys::recognise)
                .ifPresentOrElse(
                    ended -> audit.refused(ended, request, problem),
                    () -> audit.refused(request, problem)));
    return problem;
  }

  private static Problem tooMany(Duration wait) {
    return new Problem(
            ProblemCode.RATE_LIMITED,
            "Too many wrong keys came from this address: check the key, and send it again after as"
                + " many seconds as Retry-After says.")
        .retryAfter(wait);
  }
}
