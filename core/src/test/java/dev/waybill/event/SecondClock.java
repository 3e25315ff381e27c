package dev.waybill.event;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The times of events as docs/spec/event-v1.md has them, read by the JDK's own classes. */
final class SecondClock {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?"
              + "(?:[Zz]|([+-])([0-9]{2}:[0-9]{2}))");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private SecondClock() {}

  static OptionalLong ofNumber(String text) {
    return WHOLE.matcher(text).matches()
        ? OptionalLong.of(new BigInteger(text).longValueExact())
        : OptionalLong.empty();
  }

  static OptionalLong ofRfc3339(String text) {
    Matcher form = RFC_3339.matcher(text);
    if (!form.matches() || form.group(3).compareTo("60") > 0) {
      return OptionalLong.empty();
    }
    try {
      LocalDateTime minute = LocalDateTime.parse(form.group(1) + "T" + form.group(2));
      String fraction = form.group(4) == null ? "" : form.group(4);
      return OptionalLong.of(
          minute
                  .plusSeconds(Long.parseLong(form.group(3)))
                  .minusMinutes(offset(form))
                  .toInstant(ZoneOffset.UTC)
                  .toEpochMilli()
              + Long.parseLong((fraction + "000").substring(0, 3)));
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static long offset(Matcher form) {
    if (form.group(6) == null) {
      return 0;
    }
    long minutes = LocalTime.parse(form.group(6)).toSecondOfDay() / 60;
    return form.group(5).equals("+") ? minutes : -minutes;
  }
}
