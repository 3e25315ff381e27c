package dev.waybill.server.portal.overview;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Freshness;
import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.server.exports.ExportView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An export as the overview shows it.
 *
 * @param problem what is wrong; an empty text if nothing is
 * @param advice what to do about it
 * @param deliveredThrough none or one, like the other times
 * @param failures attempts since the last delivery
 */
record ExportRow(
    String id,
    String name,
    String destination,
    String interval,
    State state,
    String problem,
    String advice,
    List<Instant> deliveredThrough,
    List<Duration> lag,
    List<Instant> lastSuccess,
    List<Instant> next,
    int failures) {

  /** How an export is, the worst first. */
  enum State {
    FAILING("bad", "Failing"),
    WARNING("warn", "Needs attention"),
    ACTIVE("good", "Active"),
    PAUSED("off", "Paused");

    private final String tone;
    private final String word;

    State(String tone, String word) {
      this.tone = tone;
      this.word = word;
    }

    /** The kind of badge. */
    public String tone() {
      return tone;
    }

    public String word() {
      return word;
    }
  }

  public boolean hasProblem() {
    return !problem.isEmpty();
  }

  static ExportRow of(ExportView view, Optional<Freshness> freshness, Instant now) {
    ExportConfiguration export = view.configuration();
    ConnectionTest test = view.integration().lastTest();
    Optional<Failure> told = test.failure().or(test::warning);
    return new ExportRow(
        export.id().toString(),
        export.name(),
        view.integration().location().toString(),
        export.interval().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        state(export, test),
        told.map(Failure::message).orElse(""),
        told.map(Failure::advice).orElse(""),
        freshness.map(Freshness::receivedThrough).stream().toList(),
        freshness.map(it -> it.lag(now)).stream().toList(),
        freshness.flatMap(Freshness::lastSuccessAt).stream().toList(),
        export.enabled() ? freshness.map(ExportRow::next).stream().toList() : List.of(),
        freshness.map(Freshness::consecutiveFailures).orElse(0));
  }

  private static Instant next(Freshness freshness) {
    return freshness.nextAttemptAt().orElse(freshness.nextJobAt());
  }

  private static State state(ExportConfiguration export, ConnectionTest test) {
    if (!export.enabled()) {
      return State.PAUSED;
    }
    if (!test.succeeded()) {
      return State.FAILING;
    }
    return test.warning().isPresent() ? State.WARNING : State.ACTIVE;
  }
}
