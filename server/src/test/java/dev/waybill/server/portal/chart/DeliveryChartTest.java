package dev.waybill.server.portal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.DeliveredHour;
import dev.waybill.server.exports.HourWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryChartTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:25:00Z");
  private static final Instant FIRST = Instant.parse("2026-11-21T11:00:00Z");
  private static final HourWindow WINDOW = DeliveryChart.window(NOW);

  @Test
  void showsTheHourThatIsUnderWayAndThe23BeforeIt() {
    DeliveryChart chart = DeliveryChart.of(List.of(), WINDOW);

    assertThat(chart.hours()).hasSize(24);
    assertThat(chart.begin()).isEqualTo(FIRST);
    assertThat(chart.end()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
    assertThat(chart.events().bars()).extracting(Bars.Bar::height).containsOnly(0);
    assertThat(chart.events().most()).isZero();
  }

  @Test
  void theHighestBarIsAsHighAsTheDrawingAndTheSmallestCanBeSeen() {
    DeliveryChart chart =
        DeliveryChart.of(
            List.of(
                new DeliveredHour(FIRST, 1_000, 7),
                new DeliveredHour(FIRST.plus(Duration.ofHours(1)), 500, 0),
                new DeliveredHour(FIRST.plus(Duration.ofHours(23)), 1, 0)),
            WINDOW);

    List<Bars.Bar> bars = chart.events().bars();
    assertThat(bars.get(0).height()).isEqualTo(120);
    assertThat(bars.get(0).y()).isZero();
    assertThat(bars.get(1).height()).isEqualTo(60);
    assertThat(bars.get(1).y()).isEqualTo(60);
    assertThat(bars.get(2).height()).isZero();
    assertThat(bars.get(23).height()).isEqualTo(2);
    assertThat(chart.events().total()).isEqualTo(1_501);
    assertThat(chart.storedBytes().bars()).filteredOn(bar -> bar.height() > 0).hasSize(1);
  }

  @Test
  void barsStandBesideEachOtherWithinTheDrawing() {
    List<Bars.Bar> bars = DeliveryChart.of(List.of(), WINDOW).events().bars();

    for (int i = 1; i < bars.size(); i++) {
      assertThat(bars.get(i).x()).isGreaterThan(bars.get(i - 1).x() + bars.get(i - 1).width());
    }
    assertThat(bars.getLast().x() + bars.getLast().width()).isLessThanOrEqualTo(Bars.WIDTH);
  }
}
