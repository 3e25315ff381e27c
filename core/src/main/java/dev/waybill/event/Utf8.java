package dev.waybill.event;

/** UTF-8 as RFC 3629 has it: no overlong form, no surrogate, nothing above U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  /**
   * The length of the character that starts with the byte at {@code at}, which is not ASCII; 0 if
   * it is not well-formed or reaches beyond {@code limit}.
   */
  static int sequence(byte[] bytes, int at, int limit) {
    int lead = bytes[at] & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    int size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (at + size > limit) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  /** Writes a character that is not a surrogate; returns where the next one goes. */
  static int encode(int character, byte[] out, int at) {
    int to = at;
    if (character < 0x80) {
      out[to++] = (byte) character;
    } else if (character < 0x800) {
      out[to++] = (byte) (0xc0 | (character >> 6));
      out[to++] = (byte) (0x80 | (character & 0x3f));
    } else if (character < 0x10000) {
      out[to++] = (byte) (0xe0 | (character >> 12));
      out[to++] = (byte) (0x80 | ((character >> 6) & 0x3f));
      out[to++] = (byte) (0x80 | (character & 0x3f));
    } else {
      out[to++] = (byte) (0xf0 | (character >> 18));
      out[to++] = (byte) (0x80 | ((character >> 12) & 0x3f));
      out[to++] = (byte) (0x80 | ((character >> 6) & 0x3f));
      out[to++] = (byte) (0x80 | (character & 0x3f));
    }
    return to;
  }
}
