package dev.waybill.server.portal.chart;

import static java.time.temporal.ChronoUnit.HOURS;

import dev.waybill.export.DeliveredHour;
import dev.waybill.server.exports.HourWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was delivered in each of the last 24 hours, the present one included.
 *
 * @param hours all of them, the oldest first
 */
public record DeliveryChart(Bars events, Bars storedBytes, List<DeliveredHour> hours) {
  private static final int SHOWN = 24;

  public DeliveryChart {
    hours = List.copyOf(hours);
  }

  /** The hours that are shown at that time. */
  public static HourWindow window(Instant now) {
    Instant end = now.truncatedTo(HOURS).plus(1, HOURS);
    return new HourWindow(end.minus(SHOWN, HOURS), end);
  }

  /**
   * The chart of a window.
   *
   * @param delivered in that window; hours without a delivery may be missing
   */
  public static DeliveryChart of(List<DeliveredHour> delivered, HourWindow window) {
    Map<Instant, DeliveredHour> known =
        delivered.stream().collect(Collectors.toMap(DeliveredHour::hour, Function.identity()));
    List<DeliveredHour> hours =
        Stream.iterate(
                window.from(), hour -> hour.isBefore(window.to()), hour -> hour.plus(1, HOURS))
            .map(hour -> known.getOrDefault(hour, new DeliveredHour(hour, 0, 0)))
            .toList();
    return new DeliveryChart(
        Bars.of(hours.stream().map(DeliveredHour::events).toList()),
        Bars.of(hours.stream().map(DeliveredHour::storedBytes).toList()),
        hours);
  }

  public Instant begin() {
    return hours.getFirst().hour();
  }

  public Instant end() {
    return hours.getLast().hour().plus(1, HOURS);
  }
}
