package dev.waybill.server.portal.export;

import dev.waybill.fault.InvalidInput;
import java.util.regex.Pattern;

/**
 * What is to be delivered from the past, as it was sent.
 *
 * @param from in UTC, as a browser's field for a day and time has it
 * @param wrongField an empty text if nothing is wrong
 */
record BackfillForm(String from, String to, String prefix, String wrongField, String problem) {
  static final BackfillForm EMPTY = new BackfillForm("", "", "", "", "");

  private static final Pattern TO_THE_MINUTE = Pattern.compile("[0-9-]{10}T[0-9]{2}:[0-9]{2}");
  private static final Pattern TO_THE_SECOND =
      Pattern.compile("[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?");

  BackfillForm refused(String field, String why) {
    return new BackfillForm(from, to, prefix, field, why);
  }

  /** What is wrong with a field; an empty text if nothing is. */
  public String problem(String field) {
    return field.equals(wrongField) ? problem : "";
  }

  /** The same in RFC 3339. */
  static String time(String field, String sent) {
    if (sent.isBlank()) {
      throw new InvalidInput(field, "Choose a day and a time.");
    }
    if (TO_THE_MINUTE.matcher(sent).matches()) {
      return sent + ":00Z";
    }
    return TO_THE_SECOND.matcher(sent).matches() ? sent + "Z" : sent;
  }
}
