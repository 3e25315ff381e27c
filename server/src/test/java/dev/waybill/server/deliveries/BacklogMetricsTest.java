package dev.waybill.server.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Interval;
import dev.waybill.fault.Stage;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.log.Position;
import dev.waybill.server.sql.ExportBacklog;
import dev.waybill.server.sql.ExportBacklog.Standing;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogMetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final TenantId TENANT = new TenantId("acme");

  private final SettableTime time = new SettableTime(NOW);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private int looks;

  @Test
  void countsWhatIsDueRunningAndBlocked() {
    bind(new ExportBacklog(3, 2, Map.of(Stage.PUT, 4L), List.of()));

    assertThat(gauge("waybill.export.due")).isEqualTo(3);
    assertThat(gauge("waybill.export.running")).isEqualTo(2);
    assertThat(registry.get("waybill.exports.blocked").tag("stage", "PUT").gauge().value())
        .isEqualTo(4);
    assertThat(registry.get("waybill.exports.blocked").tag("stage", "RESOLVE").gauge().value())
        .isZero();
  }

  @Test
  void tellsTheLagOfTheStreamThatIsFurthestBehindInItsOwnIntervals() {
    bind(
        new ExportBacklog(
            0,
            0,
            Map.of(),
            List.of(
                standing(Interval.EVERY_12_HOURS, Duration.ofHours(6)),
                standing(Interval.EVERY_HOUR, Duration.ofHours(2)))));

    assertThat(gauge("waybill.export.lag.intervals")).isEqualTo(2);
  }

  @Test
  void countsOnlyStreamsWithSomethingToDeliver() {
    bind(
        new ExportBacklog(
            0, 0, Map.of(), List.of(standing(Interval.EVERY_HOUR, Duration.ofHours(2)))));

    assertThat(gauge("waybill.oldest.undelivered.seconds")).isZero();
  }

  @Test
  void looksOnceForAllGaugesOfAScrape() {
    bind(new ExportBacklog(1, 0, Map.of(), List.of()));

    gauge("waybill.export.due");
    gauge("waybill.export.running");
    assertThat(looks).isEqualTo(1);

    time.advance(Duration.ofSeconds(6));
    gauge("waybill.export.due");
    assertThat(looks).isEqualTo(2);
  }

  private void bind(ExportBacklog backlog) {
    new BacklogMetrics(
            _ -> {
              looks++;
              return backlog;
            },
            new InMemoryEventLog(time),
            time)
        .bindTo(registry);
  }

  private static Standing standing(Interval interval, Duration behind) {
    return new Standing(TENANT, interval, Position.ZERO, NOW.minus(behind));
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }
}
