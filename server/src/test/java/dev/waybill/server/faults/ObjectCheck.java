package dev.waybill.server.faults;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the lines of one object against what was sent. */
final class ObjectCheck {
  private static final Pattern SERVICE_FIELDS =
      Pattern.compile(",\"receivedTime\":(\\d+),\"eventKind\":\"([A-Z]+)\"}");
  private static final long DAY = 86_400_000;
  private static final long YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

  private final TenantBook book;
  private final ExportPlan plan;
  private final String key;
  private final long after;
  private final long through;

  /**
   * @param from the job's, before all times of receipt
   * @param through the job's, the last possible time of receipt
   */
  ObjectCheck(TenantBook book, ExportPlan plan, String key, String from, String through) {
    this.book = book;
    this.plan = plan;
    this.key = key;
    this.after = Instant.parse(from).toEpochMilli();
    this.through = Instant.parse(through).toEpochMilli();
  }

  /**
   * Marks what is delivered, and returns the number of events.
   *
   * @param delivered what other objects hold
   */
  long check(byte[] content, BitSet delivered) {
    long events = 0;
    for (String line : new String(content, StandardCharsets.US_ASCII).split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      check(line, delivered);
      events++;
    }
    require(content.length == 0 || content[content.length - 1] == '\n', "no end of line", "");
    return events;
  }

  private void check(String line, BitSet delivered) {
    int number = book.events().number(line);
    book.objection(number).ifPresent(why -> require(false, why, line));
    require(!delivered.get(number), "delivered twice", line);
    delivered.set(number);
    String sent = book.events().beforeServiceFields(number);
    require(line.startsWith(sent), "not as sent, which was " + sent, line);
    Matcher fields = SERVICE_FIELDS.matcher(line).region(sent.length(), line.length());
    require(fields.matches(), "other service fields", line);
    long received = Long.parseLong(fields.group(1));
    // Where the clock stands still a job may end among events of one time of receipt; it is said to
    // go through the time before.
    require(received > after && received <= through + 1, "not received in the job's time", line);
    String kind = book.events().kind(number);
    require(kind.equals(fields.group(2)) && plan.wants(kind), "another kind", line);
    long time = book.events().eventTime(number);
    boolean absurd = time < YEAR_2000 || time > received + DAY;
    require(
        key.startsWith(plan.folder(kind, absurd ? received : time)), "in the wrong folder", line);
  }

  private void require(boolean holds, String what, String line) {
    if (!holds) {
      throw new AssertionError(
          "%s of %s: %s: %s".formatted(plan.path(key), book.tenant(), what, line));
    }
  }
}
