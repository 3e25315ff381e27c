package dev.waybill.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.event.EventKind;
import java.util.Arrays;

/**
 * Reads of a line of an object what decides about its folder: from its bytes, without an object for
 * it. The line is taken to be JSON as the service writes it, without insignificant white space: it
 * was signed. Used by one thread, for one line after the other.
 */
final class EventLine {
  private static final byte[] EVENT_TIME = "\"eventTime\":".getBytes(US_ASCII);
  private static final byte[] RECEIVED_TIME = ",\"receivedTime\":".getBytes(US_ASCII);
  private static final EventKind[] KINDS = EventKind.values();
  private static final byte[][] ENDINGS = endings();
  private static final byte[] SKIPS = skips();

  private boolean hasEventTime;
  private long eventTime;
  private boolean hasServiceFields;
  private long receivedTime;
  private EventKind kind = EventKind.QUERY;
  private long number;

  /** Reads the line between two places, its end not included. */
  void read(byte[] text, int from, int to) {
    int end = readServiceFields(text, from, to);
    int at = findKey(text, from, end);
    if (at >= 0 && findKey(text, at + EVENT_TIME.length, end) >= 0) {
      at = findOwnKey(text, from, end); // another object in the event has such a field, too
    }
    hasEventTime = at >= 0 && readNumber(text, at + EVENT_TIME.length, to);
    eventTime = number;
  }

  boolean hasEventTime() {
    return hasEventTime;
  }

  long eventTime() {
    return eventTime;
  }

  /** Whether it ends with {@code receivedTime} and {@code eventKind}. */
  boolean hasServiceFields() {
    return hasServiceFields;
  }

  long receivedTime() {
    return receivedTime;
  }

  EventKind kind() {
    return kind;
  }

  /** Returns where the service fields begin, or the line ends without them. */
  private int readServiceFields(byte[] text, int from, int to) {
    hasServiceFields = false;
    for (int i = 0; i < ENDINGS.length; i++) {
      int digitsEnd = to - ENDINGS[i].length;
      if (digitsEnd > from && matches(text, digitsEnd, ENDINGS[i])) {
        int digits = digitsEnd;
        while (digits > from && isDigit(text[digits - 1])) {
          digits--;
        }
        if (digits > from && text[digits - 1] == '-') {
          digits--;
        }
        int start = digits - RECEIVED_TIME.length;
        if (start >= from && matches(text, start, RECEIVED_TIME) && readNumber(text, digits, to)) {
          hasServiceFields = true;
          receivedTime = number;
          kind = KINDS[i];
          return start;
        }
      }
    }
    return to;
  }

  /** Where the key stands at whatever depth; in a string, its quotes would be escaped. */
  private static int findKey(byte[] text, int from, int to) {
    int last = EVENT_TIME.length - 1;
    for (int at = from; at + last < to; at += SKIPS[text[at + last] & 0xff]) {
      if (text[at + last] == ':'
          && at > from
          && (text[at - 1] == ',' || text[at - 1] == '{')
          && matches(text, at, EVENT_TIME)) {
        return at;
      }
    }
    return -1;
  }

  /** Where the key stands as a field of the event itself. */
  private static int findOwnKey(byte[] text, int from, int to) {
    int depth = 0;
    for (int at = from; at < to; at++) {
      switch (text[at]) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> {
          if (depth == 1 && at + EVENT_TIME.length <= to && matches(text, at, EVENT_TIME)) {
            return at;
          }
          at = stringEnd(text, at, to);
        }
        default -> {}
      }
    }
    return -1;
  }

  private static int stringEnd(byte[] text, int start, int to) {
    int at = start + 1;
    while (at < to && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at;
  }

  /** Whether a whole number of 64 bits stands there, and ends where its field does. */
  private boolean readNumber(byte[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int at = negative ? from + 1 : from;
    int digits = at;
    long value = 0; // below zero, where there is one more
    for (; at < to && isDigit(text[at]); at++) {
      int digit = text[at] - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    number = negative ? value : -value;
    return at > digits
        && (negative || value != Long.MIN_VALUE)
        && at < to
        && (text[at] == ',' || text[at] == '}');
  }

  private static boolean matches(byte[] text, int at, byte[] what) {
    return Arrays.equals(text, at, at + what.length, what, 0, what.length);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static byte[][] endings() {
    return Arrays.stream(KINDS)
        .map(kind -> (",\"eventKind\":\"" + kind + "\"}").getBytes(US_ASCII))
        .toArray(byte[][]::new);
  }

  /** How far the search may go on by the byte under the key's last one (Horspool). */
  private static byte[] skips() {
    byte[] skips = new byte[1 << Byte.SIZE];
    Arrays.fill(skips, (byte) EVENT_TIME.length);
    for (int i = 0; i < EVENT_TIME.length - 1; i++) {
      skips[EVENT_TIME[i] & 0xff] = (byte) (EVENT_TIME.length - 1 - i);
    }
    return skips;
  }
}
