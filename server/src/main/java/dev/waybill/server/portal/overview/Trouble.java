package dev.waybill.server.portal.overview;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.server.portal.Shown;
import java.time.Instant;
import java.util.Optional;

/**
 * What is wrong with an export, and what to do about it.
 *
 * @param advice an empty text if there is nothing to do
 */
public record Trouble(String sentence, String advice) {

  /** The worst of what is wrong. */
  static Optional<Trouble> of(
      ExportConfiguration export, ConnectionTest test, int failures, Optional<Instant> loss) {
    return test.failure()
        .map(Trouble::told)
        .or(() -> loss.map(time -> losing(time, export.enabled())))
        .or(() -> failures == 0 ? Optional.empty() : Optional.of(failing(failures)))
        .or(() -> test.warning().map(Trouble::told));
  }

  private static Trouble told(Failure failure) {
    return new Trouble(failure.message(), failure.advice());
  }

  private static Trouble losing(Instant time, boolean enabled) {
    return new Trouble(
        "From "
            + new Shown().utc(time)
            + " on, events that this export has not delivered are removed.",
        (enabled ? "Repair it" : "Resume it")
            + ", or ask whoever runs this service to keep your events for longer.");
  }

  private static Trouble failing(int failures) {
    return new Trouble(
        failures == 1
            ? "The last attempt to deliver failed."
            : "The last " + new Shown().count(failures) + " attempts to deliver failed.",
        "It is tried again by itself. Its last job says what went wrong.");
  }
}
