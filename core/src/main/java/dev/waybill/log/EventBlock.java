package dev.waybill.log;

/**
 * A block with its lines, as NDJSON exports carry them: each ends in {@code ,"receivedTime":<13
 * digits>,"eventKind":"<kind>"}} and is followed by a line feed.
 */
public interface EventBlock {
  BlockIndex index();

  /** Holds the lines back to back; not to be changed. */
  byte[] bytes();

  /** Where in {@link #bytes} the line of that index starts; its line feed is at start + length. */
  int lineStart(int index);
}
