package dev.waybill.manifest;

import static java.util.Objects.requireNonNull;

/** What became of reading the bytes of a document. */
public sealed interface Decoded<T> {

  /** The bytes are exactly those that this value is written as. */
  record Accepted<T>(T value) implements Decoded<T> {
    public Accepted {
      requireNonNull(value, "value is null");
    }
  }

  /**
   * The bytes are no such document.
   *
   * @param reason what was found where, for people; without line breaks, and never longer than a
   *     few lines, whatever the bytes are
   */
  record Refused<T>(String reason) implements Decoded<T> {
    public Refused {
      requireNonNull(reason, "reason is null");
    }
  }
}
