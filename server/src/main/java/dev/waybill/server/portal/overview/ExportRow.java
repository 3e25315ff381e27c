package dev.waybill.server.portal.overview;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Freshness;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.server.exports.ExportView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An export as pages show it.
 *
 * @param problem none or one
 * @param deliveredThrough none or one, like the other times
 * @param failures attempts since the last delivery
 */
public record ExportRow(
    String id,
    String name,
    String destination,
    String interval,
    State state,
    List<Trouble> problem,
    List<Instant> deliveredThrough,
    List<Duration> lag,
    List<Instant> lastSuccess,
    List<Instant> next,
    int failures) {

  /** How an export is, the worst first. */
  public enum State {
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

  /**
   * The row of an export.
   *
   * @param freshness empty if the export was made since that was read
   * @param loss when events are removed that it has not delivered; empty as long as that is far off
   */
  public static ExportRow of(
      ExportView view, Optional<Freshness> freshness, Optional<Instant> loss, Instant now) {
    ExportConfiguration export = view.configuration();
    ConnectionTest test = view.integration().lastTest();
    int failures = freshness.map(Freshness::consecutiveFailures).orElse(0);
    Optional<Trouble> problem = Trouble.of(export, test, failures, loss);
    return new ExportRow(
        export.id().toString(),
        export.name(),
        view.integration().location().toString(),
        export.interval().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        state(export, test, problem),
        problem.stream().toList(),
        freshness.map(Freshness::receivedThrough).stream().toList(),
        freshness.map(it -> it.lag(now)).stream().toList(),
        freshness.flatMap(Freshness::lastSuccessAt).stream().toList(),
        export.enabled() ? freshness.map(ExportRow::next).stream().toList() : List.of(),
        failures);
  }

  private static Instant next(Freshness freshness) {
    return freshness.nextAttemptAt().orElse(freshness.nextJobAt());
  }

  private static State state(
      ExportConfiguration export, ConnectionTest test, Optional<Trouble> problem) {
    if (!export.enabled()) {
      return State.PAUSED;
    }
    if (!test.succeeded()) {
      return State.FAILING;
    }
    return problem.isPresent() ? State.WARNING : State.ACTIVE;
  }
}
