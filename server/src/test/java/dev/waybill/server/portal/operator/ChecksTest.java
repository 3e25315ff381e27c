package dev.waybill.server.portal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Stage;
import dev.waybill.server.retention.QuotaPressure;
import dev.waybill.server.retention.QuotaPressure.Share;
import dev.waybill.server.sql.ExportBacklog;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

class ChecksTest {
  private static final Health UP = Health.up().build();
  private static final ExportBacklog QUIET = new ExportBacklog(0, 1, Map.of(), List.of());

  @Test
  void aServiceThatIsWellHasNothingToDo() {
    List<Check> checks = Checks.of(readings(UP, UP, 0.151, QUIET, 2, 0));

    assertThat(checks).hasSize(9).noneMatch(Check::isProblem);
    assertThat(checks).extracting(Check::advice).containsOnly("");
    assertThat(check(checks, "Disk").fact())
        .isEqualTo("15 % are free; the event log takes 2.0 GB.");
    assertThat(check(checks, "Deliveries").fact())
        .isEqualTo(
            "Nothing is due, 1 is running; the oldest undelivered event has waited for 1 min 30 s.");
  }

  @Test
  void whatWaitsIsCountedAndNothingIsNoNumber() {
    var idle = new ExportBacklog(0, 0, Map.of(), List.of());
    var due = new ExportBacklog(2, 0, Map.of(), List.of());

    assertThat(check(Checks.of(readings(UP, UP, 1, idle, 0, 0)), "Deliveries").fact())
        .startsWith("Nothing is due, nothing is running; ");
    assertThat(check(Checks.of(readings(UP, UP, 1, due, 0, 0)), "Deliveries").fact())
        .startsWith("2 deliveries are due, nothing is running; ");
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
    assertThat(checks.subList(3, 9)).noneMatch(Check::isProblem);
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

  @Test
  void tenantsThatHaveHardlyAnyRoomLeftNeedAttention() {
    var half = new QuotaPressure(0, 0, 1, Optional.of(new Share(new TenantId("acme"), 79)));
    var near = new QuotaPressure(1, 2, 3, Optional.of(new Share(new TenantId("acme"), 104)));

    assertThat(check(Checks.of(readings(half)), "Storage quotas"))
        .isEqualTo(
            Check.good(
                "Storage quotas",
                "No tenant uses 80 % of its quota; 1 tenant uses half of it or more; most is used"
                    + " by acme, 79 %."));
    Check check = check(Checks.of(readings(near)), "Storage quotas");
    assertThat(check.state()).isEqualTo(Check.State.ATTENTION);
    assertThat(check.fact())
        .isEqualTo(
            "1 tenant has used up its quota, and nothing more of it is taken; 2 tenants use 80 % or"
                + " more; 3 tenants use half of it or more; most is used by acme, 104 %.");
  }

  private static Readings readings(QuotaPressure quotas) {
    return new Readings(
        UP, UP, UP, 1, 2_000_000_000, QUIET, 0, Duration.ofSeconds(90), 0, Optional.of(quotas));
  }

  private static Check check(List<Check> checks, String name) {
    return checks.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static Readings readings(
      Health log, Health controlPlane, double free, ExportBacklog backlog, double lag, long risk) {
    return new Readings(
        log,
        controlPlane,
        UP,
        free,
        2_000_000_000,
        backlog,
        lag,
        Duration.ofSeconds(90),
        risk,
        Optional.empty());
  }
}
