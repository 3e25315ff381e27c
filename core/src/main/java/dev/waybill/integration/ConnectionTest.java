package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The result of the last connection test, or of a delivery that failed later; or that there was
 * none since the last change.
 *
 * @param status what {@code connectionStatus} shows: {@link #SUCCESS}, or the reason in words
 * @param stage how far it came; {@link Stage#COMPLETE} if everything passed, or, if it succeeded
 *     with a warning, the warning's
 * @param failure empty if it succeeded
 * @param warning what is wrong although objects can be put
 */
public record ConnectionTest(
    String status,
    Stage stage,
    Optional<Failure> failure,
    Optional<Failure> warning,
    Instant testedAt) {
  public static final String SUCCESS = "SUCCESS";

  /** Warns that only the access key before the current one works. */
  public static final String NEW_ACCESS_KEY_REFUSED = "NEW_ACCESS_KEY_REFUSED";

  /** Warns that the access key before the current one is still held, and may be needed. */
  public static final String NEW_ACCESS_KEY_NOT_PROVEN = "NEW_ACCESS_KEY_NOT_PROVEN";

  /** Of the failure that stands until the first test after a change. */
  public static final String NOT_TESTED = "NOT_TESTED";

  private static final Set<String> OF_AN_EXCHANGE =
      Set.of(NEW_ACCESS_KEY_REFUSED, NEW_ACCESS_KEY_NOT_PROVEN);

  public ConnectionTest {
    requireNonNull(status, "status is null");
    requireNonNull(stage, "stage is null");
    requireNonNull(failure, "failure is null");
    requireNonNull(warning, "warning is null");
    requireNonNull(testedAt, "testedAt is null");
  }

  public static ConnectionTest passed(Instant at) {
    return new ConnectionTest(SUCCESS, Stage.COMPLETE, Optional.empty(), Optional.empty(), at);
  }

  /** Objects can be put, but the customer should know of something. */
  public static ConnectionTest passed(Failure warning, Instant at) {
    return new ConnectionTest(SUCCESS, warning.stage(), Optional.empty(), Optional.of(warning), at);
  }

  public static ConnectionTest failed(String status, Failure failure, Instant at) {
    return new ConnectionTest(status, failure.stage(), Optional.of(failure), Optional.empty(), at);
  }

  /**
   * What is known once the destination or its credentials have changed, until a test. It is none of
   * the failures that only a put can disprove: a marker that is there already ends it.
   *
   * @param at when it was changed
   */
  public static ConnectionTest notTested(Instant at) {
    Failure failure =
        new Failure(
            Fault.OURS,
            Stage.RESOLVE,
            NOT_TESTED,
            "The connection has not been tested since the destination or its credentials were"
                + " changed.",
            "Read the status again in a moment: that tests the connection.");
    return failed(failure.message(), failure, at);
  }

  public boolean succeeded() {
    return failure.isEmpty();
  }

  /**
   * Of a test: whether it passed with the current access key, without help of the one before, and
   * when that key was old enough to work everywhere.
   */
  public boolean neededNoPreviousKey() {
    return succeeded() && warning.map(Failure::code).filter(OF_AN_EXCHANGE::contains).isEmpty();
  }
}
