package dev.waybill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Long outages, in simulated time. After each of them every promise is checked. */
class SimulatedOutagesTest {
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration FRESH = INTERVAL.plusMinutes(5);

  /** A bucket that asks for patience, so that fewer attempts have to be simulated. */
  private static final Failure BUSY =
      new Failure(
          Fault.CAPACITY,
          Stage.PUT,
          "SLOW_DOWN",
          "The bucket is busy.",
          "",
          Optional.of(Duration.ofHours(1)));

  @Test
  void aRoleRevokedForThreeDaysLosesNothingAndDelaysNobodyElse() {
    try (Scenario scenario = new Scenario(5, Duration.ofMinutes(20))) {
      StreamModel revoked = scenario.streams.getFirst();
      scenario.pass(Duration.ofHours(6));
      assertThat(scenario.lag(revoked)).isLessThan(FRESH);

      scenario.world.weather.placeDownFor(Duration.ofDays(3), revoked.place());
      for (int i = 0; i < 3 * 24 * 12; i++) {
        scenario.pass(Duration.ofMinutes(5));
        for (StreamModel other : scenario.streams.subList(1, 5)) {
          assertThat(scenario.lag(other)).isLessThan(FRESH);
        }
      }
      assertThat(scenario.lag(revoked)).isGreaterThan(Duration.ofDays(3));

      scenario.pass(Duration.ofMinutes(15));
      assertThat(scenario.lag(revoked)).as("resumed by itself").isLessThan(FRESH);
      scenario.requireAllDelivered();
      assertThat(Scenario.delivered(revoked)).isEqualTo(scenario.accepted(revoked));
    }
  }

  @Test
  void aPauseOf31DaysUnderARetentionOf30LosesNothing() {
    try (Scenario scenario = new Scenario(2, Duration.ofHours(3))) {
      StreamModel paused = scenario.streams.getFirst();
      StreamModel beside = scenario.export(paused.tenant());
      scenario.pass(Duration.ofHours(6));
      scenario.customers.edit(paused.export, Edit.of(paused.export.configuration).enabled(false));

      scenario.pass(Duration.ofDays(31));
      assertThat(scenario.lag(paused)).isGreaterThan(Duration.ofDays(31));
      assertThat(scenario.lag(beside)).isLessThan(FRESH);
      scenario.customers.enable(paused.export);
      scenario.pass(Duration.ofHours(2));

      scenario.requireAllDelivered();
      assertThat(Scenario.delivered(paused)).isEqualTo(scenario.accepted(paused));
      assertThat(Scenario.expired(paused)).isZero();
      scenario.pass(Duration.ofDays(2));
      assertThat(scenario.world.log.start(paused.tenant()).value())
          .as("what everybody has is removed again")
          .isPositive();
    }
  }

  @Test
  void aBucketDeadPastTheHardLimitLosesExactlyWhatTheNextJobsCount() {
    try (Scenario scenario = new Scenario(2, Duration.ofHours(5))) {
      StreamModel dead = scenario.streams.getFirst();
      scenario.pass(Duration.ofHours(15));
      int jobs = dead.committed.size();
      long events = Scenario.delivered(dead);
      long cursor = dead.cursor().value();

      scenario.world.weather.placeDownFor(Duration.ofDays(100), dead.place(), BUSY);
      scenario.pass(Duration.ofDays(100).minusMinutes(1));
      assertThat(Scenario.delivered(dead)).isEqualTo(events);
      long lost = scenario.world.log.start(dead.tenant()).value() - cursor;
      assertThat(lost).as("events older than 90 days").isBetween(150L, 200L);
      scenario.pass(Duration.ofHours(3));

      scenario.requireAllDelivered();
      StreamModel.Committed started = dead.committed.get(jobs);
      assertThat(started.job().range().isEmpty()).as("the job had started").isFalse();
      assertThat(started.delivery().expired())
          .as("the started job expires whole")
          .isEqualTo(started.job().range().to().value() - started.job().range().from().value());
      assertThat(Scenario.delivered(dead) + Scenario.expired(dead))
          .isEqualTo(scenario.accepted(dead));
      assertThat(Scenario.expired(dead)).isBetween(lost, lost + 50);
      assertThat(Scenario.expired(scenario.streams.getLast())).isZero();
    }
  }
}
