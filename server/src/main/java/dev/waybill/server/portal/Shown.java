package dev.waybill.server.portal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, sizes and times as people read them. */
public final class Shown {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB", "PB");
  private static final int THOUSAND = 1_000;
  private static final int WHOLE_FROM = 10;

  /** With a comma between each three digits. */
  public String count(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** A number of things, with their word in the right form. */
  public String count(long number, String one, String several) {
    return count(number) + " " + (number == 1 ? one : several);
  }

  /** In the unit in which it has one to three digits before the point. */
  public String bytes(long bytes) {
    double shown = bytes;
    int unit = 0;
    while (shown >= THOUSAND && unit < UNITS.size() - 1) {
      shown /= THOUSAND;
      unit++;
    }
    boolean whole = unit == 0 || shown >= WHOLE_FROM;
    return String.format(Locale.ENGLISH, whole ? "%.0f %s" : "%.1f %s", shown, UNITS.get(unit));
  }

  /** In the two largest units that are not nothing. */
  public String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
  }

  private static String two(long large, String unit, long small, String smaller) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
  }

  /** For people whose browser runs no script, and when they point at a time. */
  public String utc(Instant time) {
    return UTC.format(time);
  }
}
