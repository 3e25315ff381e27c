package dev.waybill.verify;

import dev.waybill.event.EventKind;
import dev.waybill.event.EventTimes;
import dev.waybill.manifest.Manifest.Received;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which events belong into a folder of the object layout.
 *
 * @param kind if the folder is of one kind
 * @param start the first millisecond
 * @param end the one after the last
 */
record EventFolder(Optional<EventKind> kind, long start, long end) {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Pattern HIVE =
      Pattern.compile(
          "events/kind=(QUERY|SYSTEM|CUSTOM)/dt=([0-9]{4})-([0-9]{2})-([0-9]{2})(?:/hour=([0-9]{2}))?");
  private static final Pattern PLAIN =
      Pattern.compile("events/([0-9]{4})/([0-9]{2})/([0-9]{2})/([0-9]{2})");

  /** Empty if no layout has such a folder. */
  static Optional<EventFolder> parse(String folder) {
    try {
      Matcher hive = HIVE.matcher(folder);
      if (hive.matches()) {
        Optional<EventKind> kind = Optional.of(EventKind.valueOf(hive.group(1)));
        long day = day(hive, 2);
        return Optional.of(
            Optional.ofNullable(hive.group(5))
                .map(hour -> hour(kind, day, hour))
                .orElseGet(() -> new EventFolder(kind, day, day + DAY)));
      }
      Matcher plain = PLAIN.matcher(folder);
      return plain.matches()
          ? Optional.of(hour(Optional.empty(), day(plain, 1), plain.group(4)))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether an event belongs here whose kind and time of receipt are known. */
  boolean holds(EventKind eventKind, long eventTime, long receivedTime) {
    return (kind.isEmpty() || kind.get() == eventKind)
        && isOf(EventTimes.partitionTime(eventTime, receivedTime));
  }

  /** Whether an event may belong here that was received at some time in a job. */
  boolean mayHold(long eventTime, Received received) {
    long least = received.from() + 1;
    long most = received.through() + 1;
    boolean early = eventTime < EventTimes.EARLIEST;
    boolean plausible = !early && eventTime <= most + EventTimes.FURTHEST_AHEAD;
    if (plausible && isOf(eventTime)) {
      return true;
    }
    // Absurd times leave those of receipt, for which they are absurd.
    long latest = early ? most : Math.min(most, eventTime - EventTimes.FURTHEST_AHEAD - 1);
    return Math.max(start, least) <= Math.min(end - 1, latest);
  }

  private boolean isOf(long time) {
    return start <= time && time < end;
  }

  private static EventFolder hour(Optional<EventKind> kind, long day, String text) {
    int hour = Integer.parseInt(text);
    if (hour > 23) {
      throw new DateTimeException("no hour of a day");
    }
    return new EventFolder(kind, day + hour * HOUR, day + (hour + 1) * HOUR);
  }

  private static long day(Matcher date, int group) {
    return LocalDate.of(
            Integer.parseInt(date.group(group)),
            Integer.parseInt(date.group(group + 1)),
            Integer.parseInt(date.group(group + 2)))
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .toEpochMilli();
  }
}
