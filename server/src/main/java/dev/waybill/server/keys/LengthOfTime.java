package dev.waybill.server.keys;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.settings.Durations;
import java.time.Duration;

/** Lengths of time in requests: written as in the settings. */
final class LengthOfTime {
  private LengthOfTime() {}

  static Duration parse(String field, String text) {
    try {
      return Durations.parse(text);
    } catch (InvalidInput e) {
      throw new InvalidInput(field, field + " " + e.getMessage() + ".");
    }
  }
}
