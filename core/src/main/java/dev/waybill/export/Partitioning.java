package dev.waybill.export;

import dev.waybill.event.EventKind;
import dev.waybill.event.EventTimes;
import dev.waybill.log.BlockIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Which folder an event goes to. A partition is one folder of the layout, written as one number:
 * the hour or day since the epoch, then the kind; so partitions ascend with time.
 */
final class Partitioning {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final List<EventKind> KINDS =
      List.of(EventKind.QUERY, EventKind.SYSTEM, EventKind.CUSTOM);
  private static final int KINDS_TOGETHER = 3;
  private static final int SLOTS = 4;

  private static final DateTimeFormatter HIVE_HOUR =
      DateTimeFormatter.ofPattern("'dt='yyyy-MM-dd'/hour='HH");
  private static final DateTimeFormatter HIVE_DAY = DateTimeFormatter.ofPattern("'dt='yyyy-MM-dd");
  private static final DateTimeFormatter PLAIN_HOUR = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH");

  private final Layout layout;
  private final long millis;

  Partitioning(Layout layout) {
    this.layout = layout;
    this.millis =
        switch (layout) {
          case HIVE_HOURLY, PLAIN_HOURLY -> HOUR;
          case HIVE_DAILY -> DAY;
        };
  }

  /** The partition of an event: a function of the event alone. */
  long partition(BlockIndex block, int index) {
    long time = EventTimes.partitionTime(block.eventTime(index), block.receivedTime());
    return Math.floorDiv(time, millis) * SLOTS + slot(block.kind(index));
  }

  /** The partition's hour or day, counted from the epoch. */
  static long period(long partition) {
    return Math.floorDiv(partition, SLOTS);
  }

  /** The partition's folder, without the slash at its end. */
  String folder(long partition) {
    ZonedDateTime start = Instant.ofEpochMilli(period(partition) * millis).atZone(ZoneOffset.UTC);
    return switch (layout) {
      case HIVE_HOURLY -> "events/kind=" + kind(partition) + "/" + HIVE_HOUR.format(start);
      case HIVE_DAILY -> "events/kind=" + kind(partition) + "/" + HIVE_DAY.format(start);
      case PLAIN_HOURLY -> "events/" + PLAIN_HOUR.format(start);
    };
  }

  private int slot(EventKind kind) {
    if (layout == Layout.PLAIN_HOURLY) {
      return KINDS_TOGETHER;
    }
    return switch (kind) {
      case QUERY -> 0;
      case SYSTEM -> 1;
      case CUSTOM -> 2;
    };
  }

  private static EventKind kind(long partition) {
    return KINDS.get(Math.floorMod(partition, SLOTS));
  }
}
