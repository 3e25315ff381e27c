package dev.waybill.bench;

import dev.waybill.server.demo.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bodies of query events of about 1.1 KB. The texts are made beforehand and used in turn; each use
 * gets an {@code eventID} never used before, written over the old one, and its own event time.
 */
final class SampleBodies {
  private static final String ID = "\"eventID\":\"QUERY-AUDIT-";
  private static final String TIME = "\"eventTime\":";
  private static final int HEX_DIGITS = 12;
  private static final int TIME_DIGITS = 13;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[][] events;
  private final int idAt;
  private final int timeAt;
  private final AtomicLong next = new AtomicLong();
  private final long firstTime;
  private final long stepMicros;

  /**
   * @param texts how many different events to make
   * @param firstTime event time of the first event, milliseconds since the epoch
   * @param stepMicros by how much the event times are apart
   */
  SampleBodies(int texts, long firstTime, long stepMicros) {
    var sample = new SampleEvents(new Random(1));
    events = new byte[texts][];
    for (int i = 0; i < texts; i++) {
      events[i] = (sample.query(firstTime) + "\n").getBytes(StandardCharsets.UTF_8);
    }
    String first = new String(events[0], StandardCharsets.UTF_8);
    idAt = first.indexOf(ID) + ID.length();
    timeAt = first.indexOf(TIME) + TIME.length();
    this.firstTime = firstTime;
    this.stepMicros = stepMicros;
  }

  /** The next {@code count} events, one a line. */
  byte[] next(int count) {
    long number = next.getAndAdd(count);
    int length = 0;
    for (int i = 0; i < count; i++) {
      length += text(number + i).length;
    }
    byte[] body = new byte[length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      byte[] text = text(number + i);
      System.arraycopy(text, 0, body, at, text.length);
      writeId(body, at + idAt, number + i);
      writeTime(body, at + timeAt, firstTime + (number + i) * stepMicros / 1000);
      at += text.length;
    }
    return body;
  }

  private byte[] text(long number) {
    return events[(int) (number % events.length)];
  }

  /** Spread over all hex digits, so that ids are as hard to compress as random ones. */
  private static void writeId(byte[] body, int at, long number) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    for (int digit = 0; digit < 8; digit++) {
      body[at + digit] = HEX[(int) (mixed >>> (60 - 4 * digit)) & 0xF];
    }
    for (int digit = 0; digit < HEX_DIGITS; digit++) {
      body[at + 24 + digit] = HEX[(int) (number >>> (44 - 4 * digit)) & 0xF];
    }
  }

  private static void writeTime(byte[] body, int at, long time) {
    long rest = time;
    for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
      body[at + digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
