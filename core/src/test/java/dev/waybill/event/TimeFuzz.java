package dev.waybill.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts and numbers that are said to be times. */
public final class TimeFuzz {
  static final List<String> WORDS =
      List.of("T", "t", " ", "Z", "z", "+", "-", ":", ".", "23:59", "60", "02-29", "9999", "0000");

  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private TimeFuzz() {}

  /** Throws if the JDK reads another time, or one where the service reads none. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, ISO_8859_1);
    OptionalLong time = EventTime.ofRfc3339(input, 0, input.length);
    assertThat(time).as(text).isEqualTo(SecondClock.ofRfc3339(text));
    if (JSON_NUMBER.matcher(text).matches()) {
      assertThat(EventTime.ofNumber(input, 0, input.length))
          .as(text)
          .isEqualTo(SecondClock.ofNumber(text));
    }
    if (time.isPresent()) {
      long received = Request.RECEIVED;
      long partition = EventTimes.partitionTime(time.getAsLong(), received);
      assertThat(partition).isBetween(EventTimes.EARLIEST, received + EventTimes.FURTHEST_AHEAD);
    }
  }

  static List<byte[]> seeds() {
    return Stream.of(
            "2026-11-20T14:00:00Z",
            "2026-11-20t14:00:00.123456789z",
            "2024-02-29 23:59:60.5+23:59",
            "0000-01-01T00:00:00-00:01",
            "9999-12-31T23:59:59.999-23:59",
            "1795179600123",
            "-5000000000",
            "-0",
            "999999999999999999",
            "1e3",
            "0.5")
        .map(text -> text.getBytes(US_ASCII))
        .toList();
  }
}
