package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Stage;
import java.time.Instant;
import java.util.Optional;

/**
 * The result of the last connection test, or of a delivery that failed later.
 *
 * @param status what {@code connectionStatus} shows: {@link #SUCCESS}, or the reason in words
 * @param stage how far it came; {@link Stage#COMPLETE} if everything passed
 * @param failure empty if everything passed
 */
public record ConnectionTest(
    String status, Stage stage, Optional<Failure> failure, Instant testedAt) {
  public static final String SUCCESS = "SUCCESS";

  public ConnectionTest {
    requireNonNull(status, "status is null");
    requireNonNull(stage, "stage is null");
    requireNonNull(failure, "failure is null");
    requireNonNull(testedAt, "testedAt is null");
  }

  public static ConnectionTest passed(Instant at) {
    return new ConnectionTest(SUCCESS, Stage.COMPLETE, Optional.empty(), at);
  }

  public boolean succeeded() {
    return failure.isEmpty();
  }
}
