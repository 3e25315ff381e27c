package dev.waybill.storage;

import java.util.regex.Pattern;

/**
 * The name of an object relative to the customer's path, as docs/spec/object-layout-v1.md defines
 * it. Only the service makes keys, so a bad one is a defect.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
  private static final Pattern ALLOWED =
      Pattern.compile("(?!\\.{1,2}(/|$))[A-Za-z0-9._=-]+(/(?!\\.{1,2}(/|$))[A-Za-z0-9._=-]+)*");

  /** Left behind by a successful connection test. */
  public static final ObjectKey MARKER = new ObjectKey(".waybill.export.log");

  public ObjectKey {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException("not an object key: " + value);
    }
  }

  @Override
  public int compareTo(ObjectKey other) {
    return value.compareTo(other.value); // ASCII only, so this is the order of UTF-8 bytes
  }

  @Override
  public String toString() {
    return value;
  }
}
