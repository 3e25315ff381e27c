package dev.waybill.server.search;

import java.util.Arrays;

/**
 * A text to be found in lines, by Horspool's algorithm: of a line without it, only about one byte
 * in as many as the text has is looked at. ASCII letters count as small ones.
 */
final class Needle {
  private final byte[] bytes;

  /** By the byte under the text's end: how far that may be moved. */
  private final int[] skips = new int[256];

  /**
   * @param text as it stands in a line; not empty
   */
  Needle(byte[] text) {
    bytes = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      bytes[i] = small(text[i]);
    }
    Arrays.fill(skips, bytes.length);
    for (int i = 0; i < bytes.length - 1; i++) {
      int skip = bytes.length - 1 - i;
      skips[bytes[i] & 0xFF] = skip;
      skips[capital(bytes[i]) & 0xFF] = skip;
    }
  }

  boolean isIn(byte[] line, int start, int length) {
    int end = start + length;
    for (int last = start + bytes.length - 1; last < end; last += skips[line[last] & 0xFF]) {
      if (endsAt(line, last)) {
        return true;
      }
    }
    return false;
  }

  private boolean endsAt(byte[] line, int last) {
    int i = bytes.length - 1;
    while (i >= 0 && small(line[last - (bytes.length - 1 - i)]) == bytes[i]) {
      i--;
    }
    return i < 0;
  }

  private static byte small(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + ('a' - 'A')) : letter;
  }

  private static byte capital(byte letter) {
    return letter >= 'a' && letter <= 'z' ? (byte) (letter - ('a' - 'A')) : letter;
  }
}
