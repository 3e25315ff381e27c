package dev.waybill.server.portal.events;

import java.io.Writer;

/** Keeps what is written until it is too much, and nothing after that. */
final class CappedText extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int most;
  private boolean full;

  /**
   * @param most characters
   */
  CappedText(int most) {
    this.most = most;
  }

  @Override
  public void write(char[] characters, int from, int length) {
    full |= length > most - text.length();
    if (!full) {
      text.append(characters, from, length);
    }
  }

  /** Whether something was left out. */
  boolean isFull() {
    return full;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
