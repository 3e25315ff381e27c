package dev.waybill.manifest;

import dev.waybill.storage.ObjectKey;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the key of an event object says, as docs/spec/object-layout-v1.md defines it.
 *
 * @param folder from {@code events} on, without the slash at its end
 * @param stream the first 12 hex digits of the stream's id
 * @param sequence the job
 * @param part 1, 2, ... in this folder, for one job
 * @param ending what tells format and compression, such as {@code ndjson.gz}
 */
public record ObjectName(String folder, String stream, long sequence, int part, String ending) {
  /** That of strings in documents, and more than any of our keys has. */
  private static final int LONGEST = 1_024;

  private static final Pattern FORM =
      Pattern.compile(
          "(events(?:/(?!\\.{1,2}/)[A-Za-z0-9._=-]+)+)"
              + "/([0-9a-f]{12})-([0-9]{12})-([0-9]{4})\\.([a-z0-9.]+)");

  /** Empty unless the key is that of an event object. */
  public static Optional<ObjectName> parse(String key) {
    // A key with very many segments would overflow the stack of the pattern's matching.
    if (key.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(key);
    if (!form.matches()) {
      return Optional.empty();
    }
    long sequence = Long.parseLong(form.group(3));
    int part = Integer.parseInt(form.group(4));
    return sequence == 0 || part == 0
        ? Optional.empty()
        : Optional.of(new ObjectName(form.group(1), form.group(2), sequence, part, form.group(5)));
  }

  static Optional<ObjectName> of(ObjectKey key) {
    return parse(key.value());
  }

  /** The first 12 hex digits of a stream's id. */
  public static String streamDigits(UUID stream) {
    return stream.toString().replace("-", "").substring(0, 12);
  }
}
