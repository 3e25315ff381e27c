package dev.waybill.server.portal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Stage;
import dev.waybill.server.sql.ExportBacklog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

class ChecksTest {
  private static final Health UP = Health.up().build();
  private static final ExportBacklog QUIET = new ExportBacklog(0, 1, Map.of(), List.of());

  @Test
  void aServiceThatIsWellHasNothingToDo() {
    List<Check> checks = Checks.of(readings(UP, UP, 0.151, QUIET, 2, 0));

    assertThat(checks).hasSize(8).noneMatch(Check::isProblem);
    assertThat(checks).extracting(Check::advice).containsOnly("");
    assertThat(check(checks, "Disk").fact())
        .isEqualTo("15 % are free; the event log takes 2.0 GB.");
    assertThat(check(checks, "Deliveries").fact())
        .isEqualTo(
            "0 deliveries are due, 1 is running; the oldest undelivered event has waited for 1 min"
                + " 30 s.");
  }

  @Test
  void whatIsBrokenComesFirstAndThenWhatNeedsAttention() {
    Health broken = Health.down().withDetail("refuses", "The disk is full.").build();

    List<Check> checks = Checks.of(readings(broken, UP, 0.14, QUIET, 0, 2));

    assertThat(checks.subList(0, 3))
        .extracting(Check::name)
        .containsExactly("Taking events", "Disk", "Retention");
    assertThat(checks.getFirst().state()).isEqualTo(Check.State.BROKEN);
    assertThat(checks.getFirst().fact()).isEqualTo("No events are taken: The disk is full.");
    assertThat(checks.subList(3, 8)).noneMatch(Check::isProblem);
    assertThat(checks.subList(0, 3)).extracting(Check::advice).doesNotContain("");
  }

  @Test
  void refusingOnPurposeNeedsAttentionOnly() {
    Health refusing = Health.up().withDetail("refuses", "The clock.").build();

    assertThat(check(Checks.of(readings(refusing, UP, 1, QUIET, 0, 0)), "Taking events").state())
        .isEqualTo(Check.State.ATTENTION);
  }

  @Test
  void aClockThatIsNotTrustedIsTold() {
    Health withheld = Health.up().withDetail("deletesNothing", "It went back.").build();

    List<Check> checks = Checks.of(readings(withheld, UP, 1, QUIET, 0, 0));

    assertThat(checks.getFirst().name()).isEqualTo("Removing old events");
    assertThat(checks.getFirst().fact()).contains("It went back.");
  }

  @Test
  void aControlPlaneThatDoesNotAnswerIsBroken() {
    List<Check> checks = Checks.of(readings(UP, Health.down().build(), 1, QUIET, 0, 0));

    assertThat(checks.getFirst().name()).isEqualTo("Control plane");
    assertThat(checks.getFirst().state()).isEqualTo(Check.State.BROKEN);
  }

  @Test
  void hardlyAnyRoomIsWorseThanLittle() {
    assertThat(check(Checks.of(readings(UP, UP, 0.04, QUIET, 0, 0)), "Disk").state())
        .isEqualTo(Check.State.BROKEN);
    assertThat(check(Checks.of(readings(UP, UP, Double.NaN, QUIET, 0, 0)), "Disk").state())
        .isEqualTo(Check.State.ATTENTION);
  }

  @Test
  void blockedDeliveriesAreCountedByStage() {
    var blocked = new ExportBacklog(0, 0, Map.of(Stage.PUT, 2L, Stage.RESOLVE, 1L), List.of());

    List<Check> checks = Checks.of(readings(UP, UP, 1, blocked, 2.1, 0));

    assertThat(check(checks, "Blocked deliveries").fact())
        .isEqualTo("3 deliveries failed at the last attempt: 1 at RESOLVE, 2 at PUT.");
    assertThat(check(checks, "Deliveries").state()).isEqualTo(Check.State.ATTENTION);
  }

  private static Check check(List<Check> checks, String name) {
    return checks.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static Readings readings(
      Health log, Health controlPlane, double free, ExportBacklog backlog, double lag, long risk) {
    return new Readings(
        log, controlPlane, UP, free, 2_000_000_000, backlog, lag, Duration.ofSeconds(90), risk);
  }
}
