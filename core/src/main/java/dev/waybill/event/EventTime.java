package dev.waybill.event;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/** Reads a time as events may state it: milliseconds since the epoch, or RFC 3339. */
final class EventTime {
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final int MAX_DIGITS = 18;

  private final byte[] text;
  private final int end;
  private int at;

  private EventTime(byte[] text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The milliseconds of a JSON number without fraction or exponent; empty for any other. */
  static OptionalLong ofNumber(byte[] text, int start, int end) {
    boolean negative = text[start] == '-';
    int first = negative ? start + 1 : start;
    if (first == end || end - first > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      value = value * 10 + digit;
    }
    return OptionalLong.of(negative ? -value : value);
  }

  /**
   * The milliseconds of a date and time such as {@code 2026-11-20T14:00:00.123+01:00}. Digits
   * beyond milliseconds are cut off; a leap second is the first second of the next minute.
   */
  static OptionalLong ofRfc3339(byte[] text, int start, int end) {
    try {
      return OptionalLong.of(new EventTime(text, start, end).parse());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private long parse() {
    int year = number(4);
    expect('-');
    int month = number(2);
    expect('-');
    int day = number(2);
    long date = LocalDate.of(year, month, day).toEpochDay();
    if (!skip('T') && !skip('t') && !skip(' ')) {
      throw bad();
    }
    int hour = number(2, 23);
    expect(':');
    int minute = number(2, 59);
    expect(':');
    int second = number(2, 60);
    long millis = skip('.') ? fraction() : 0;
    long offset = offsetMinutes();
    if (at != end) {
      throw bad();
    }
    long minutes = hour * 60L + minute - offset;
    return date * MILLIS_PER_DAY + (minutes * 60 + second) * 1000 + millis;
  }

  private long fraction() {
    int first = at;
    int millis = 0;
    for (int unit = 100; at < end && isDigit(text[at]); at++, unit /= 10) {
      millis += (text[at] - '0') * unit;
    }
    if (at == first) {
      throw bad();
    }
    return millis;
  }

  private long offsetMinutes() {
    if (skip('Z') || skip('z')) {
      return 0;
    }
    boolean east = skip('+');
    if (!east) {
      expect('-');
    }
    int hours = number(2, 23);
    expect(':');
    long minutes = hours * 60L + number(2, 59);
    return east ? minutes : -minutes;
  }

  private int number(int digits, int highest) {
    int value = number(digits);
    if (value > highest) {
      throw bad();
    }
    return value;
  }

  private int number(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      if (at >= end || !isDigit(text[at])) {
        throw bad();
      }
      value = value * 10 + text[at++] - '0';
    }
    return value;
  }

  private void expect(char wanted) {
    if (!skip(wanted)) {
      throw bad();
    }
  }

  private boolean skip(char wanted) {
    if (at < end && text[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static DateTimeException bad() {
    return new DateTimeException("not RFC 3339");
  }
}
