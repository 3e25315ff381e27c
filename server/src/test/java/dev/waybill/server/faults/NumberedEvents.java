package dev.waybill.server.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Events 0, 1, 2, ... of a tenant, each made anew from its number whenever it is needed: to be
 * sent, and to be compared with what arrived. They are complete and compact, so that they arrive as
 * they were sent. Safe for use by many threads.
 */
final class NumberedEvents {
  private static final List<String> KINDS = List.of("QUERY", "SYSTEM", "CUSTOM");
  private static final String FILLER = filler();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int LONGEST_DETAILS = 300;
  private static final int LATE_HOURS = 40;

  private final String tenant;

  /** When the events from that number on are made. */
  private final NavigableMap<Integer, Long> made = new ConcurrentSkipListMap<>(Map.of(0, 0L));

  NumberedEvents(String tenant) {
    this.tenant = tenant;
  }

  /** The events from that number on are made at that time. */
  void madeFrom(int first, long time) {
    made.put(first, time);
  }

  String kind(int number) {
    return KINDS.get((int) (mix(number) >>> 8 & 0xffff) % KINDS.size());
  }

  /**
   * Most happened in the last two hours, some days ago, and some claim to have happened before the
   * service could exist, or long after they are sent.
   */
  long eventTime(int number) {
    Map.Entry<Integer, Long> from = made.floorEntry(number);
    long now = from.getValue();
    long random = mix(number) >>> 24;
    int choice = (int) (random & 0xff);
    if (choice < 5) {
      return random % 900_000_000_000L;
    }
    if (choice < 10) {
      return now + 26 * HOUR + random % (10_000 * HOUR);
    }
    if (choice < 30) {
      return now - (3 + from.getKey() % LATE_HOURS) * HOUR;
    }
    return now - random % (2 * HOUR);
  }

  /** The number of the event that such a line has; -1 if it is none of these. */
  int number(String line) {
    String start = start();
    int end = line.indexOf('"', start.length());
    if (!line.startsWith(start) || end < 0) {
      return -1;
    }
    try {
      return Integer.parseInt(line, start.length(), end, 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private String start() {
    return "{\"eventID\":\"" + tenant + "-";
  }

  /** The line up to the fields that the service adds. */
  String beforeServiceFields(int number) {
    String kind = kind(number);
    long time = eventTime(number);
    String named =
        switch (kind) {
          case "QUERY" -> ",\"eventName\":\"test:QueryAudit\"";
          case "SYSTEM" -> ",\"eventName\":\"test:System\",\"category\":\"test\"";
          default ->
              ",\"eventName\":\"test:CustomAudit\",\"eventTimeSupplied\":%d,\"eventType\":\"LOGIN\""
                  .formatted(time);
        };
    String details = details(number);
    return start()
        + number
        + "\",\"eventTime\":"
        + time
        + ",\"eventVersion\":\"1.0.0\",\"eventSource\":\"test\",\"userIdentity\":{\"id\":\"u\"}"
        + named
        + (kind.equals("QUERY")
            ? ",\"eventDetails\":{\"query\":\"" + details + "\"}"
            : ",\"eventDetails\":\"" + details + "\"")
        + ",\"clientID\":\""
        + tenant
        + "\"";
  }

  /** What is sent. */
  byte[] body(int from, int to) {
    var lines = new StringBuilder((to - from) * (200 + LONGEST_DETAILS / 2));
    for (int number = from; number < to; number++) {
      lines
          .append(beforeServiceFields(number))
          .append(",\"eventKind\":\"")
          .append(kind(number))
          .append("\"}\n");
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String details(int number) {
    long random = mix(number);
    int length = (int) (random >>> 40) % LONGEST_DETAILS;
    int start = (int) (random & 0x7fff);
    return FILLER.substring(start, start + length);
  }

  private long mix(int number) {
    long z = number * 0x9e3779b97f4a7c15L + tenant.hashCode();
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return (z ^ (z >>> 31)) & Long.MAX_VALUE;
  }

  private static String filler() {
    var letters = new StringBuilder();
    new Random(1)
        .ints(0x8000 + LONGEST_DETAILS, ' ', '~')
        .forEach(letter -> letters.append((char) (letter == '"' || letter == '\\' ? '_' : letter)));
    return letters.toString();
  }
}
