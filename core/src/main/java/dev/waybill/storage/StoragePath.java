package dev.waybill.storage;

import dev.waybill.fault.InvalidInput;

/**
 * The customer's {@code path}: the folder in a bucket under which all objects lie. Leading and
 * trailing slashes are dropped; empty is the bucket itself.
 */
public record StoragePath(String value) {
  private static final int MAX_LENGTH = 512;

  public static final StoragePath ROOT = new StoragePath("");

  public StoragePath {
    value = trimSlashes(value);
    if (value.length() > MAX_LENGTH) {
      throw new InvalidInput("path", "A path has at most " + MAX_LENGTH + " characters.");
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInput("path", "A path must not contain control characters.");
    }
    if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw new InvalidInput("path", "A path must be Unicode: it has half of a surrogate pair.");
    }
    if (!value.isEmpty()) {
      for (String segment : value.split("/", -1)) {
        if (segment.isEmpty()) {
          throw new InvalidInput("path", "A path must not contain '//'.");
        }
        if (segment.equals(".") || segment.equals("..")) {
          throw new InvalidInput("path", "A path must not contain the segments '.' or '..'.");
        }
      }
    }
  }

  /** A folder of this folder. */
  public StoragePath below(StoragePath folder) {
    return value.isEmpty() || folder.value.isEmpty()
        ? new StoragePath(value + folder.value)
        : new StoragePath(value + "/" + folder.value);
  }

  /** The full key in the bucket of a key below this path. */
  public String resolve(ObjectKey key) {
    return value.isEmpty() ? key.value() : value + "/" + key.value();
  }

  private static String trimSlashes(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == '/') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return value;
  }
}
