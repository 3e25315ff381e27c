package dev.waybill.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What went wrong, for a program ({@code fault}, {@code stage}, {@code code}) and for a person.
 *
 * @param code a stable word in capitals such as {@code ACCESS_DENIED}
 * @param message one sentence without secrets or event content
 * @param advice what to do next, one sentence; empty if there is nothing to do but wait
 * @param retryAfter how long the other side asked us to wait
 */
public record Failure(
    Fault fault,
    Stage stage,
    String code,
    String message,
    String advice,
    Optional<Duration> retryAfter) {

  public Failure {
    requireNonNull(fault, "fault is null");
    requireNonNull(stage, "stage is null");
    requireNonNull(code, "code is null");
    requireNonNull(message, "message is null");
    requireNonNull(advice, "advice is null");
    requireNonNull(retryAfter, "retryAfter is null");
  }

  public Failure(Fault fault, Stage stage, String code, String message, String advice) {
    this(fault, stage, code, message, advice, Optional.empty());
  }
}
