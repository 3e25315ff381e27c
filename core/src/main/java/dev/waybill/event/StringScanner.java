package dev.waybill.event;

/** Copies JSON strings and gives their escapes the shortest form. */
final class StringScanner {
  private final byte[] in;
  private int written;

  StringScanner(byte[] in) {
    this.in = in;
  }

  /** Where the last string copied ends in the output, after its closing quote. */
  int written() {
    return written;
  }

  /**
   * Copies a string, its closing quote included. The output is never longer than the input, but up
   * to {@link Words#BYTES} bytes after it are overwritten, too.
   *
   * @param from just after the opening quote
   * @return just after the closing quote
   */
  int copy(int from, int limit, byte[] out, int to) throws BadEventException {
    int p = from;
    int w = to;
    while (true) {
      while (p <= limit - Words.BYTES) {
        long word = Words.get(in, p);
        Words.set(out, w, word);
        long marks = Words.special(word);
        if (marks != 0) {
          int plain = Words.first(marks);
          p += plain;
          w += plain;
          break;
        }
        p += Words.BYTES;
        w += Words.BYTES;
      }
      if (p >= limit) {
        throw bad("a string is not closed");
      }
      byte b = in[p];
      if (b == '"') {
        out[w] = b;
        written = w + 1;
        return p + 1;
      }
      if (b == '\\') {
        p = escape(p + 1, limit, out, w);
        w = written;
      } else if (b < 0) {
        int next = copyCharacters(p, limit, out, w);
        w += next - p;
        p = next;
      } else if (b < ' ') {
        throw bad("a string holds a control character that is not escaped");
      } else {
        out[w++] = b;
        p++;
      }
    }
  }

  /** Copies characters that are not ASCII. */
  private int copyCharacters(int from, int limit, byte[] out, int to) throws BadEventException {
    int p = from;
    int w = to;
    while (p < limit && in[p] < 0) {
      int size = Utf8.sequence(in, p, limit);
      if (size == 0) {
        throw bad("a string is not valid UTF-8");
      }
      for (int i = 0; i < size; i++) {
        out[w++] = in[p++];
      }
    }
    return p;
  }

  /** Rewrites the escape after the backslash; leaves in {@link #written} where the output ends. */
  private int escape(int at, int limit, byte[] out, int to) throws BadEventException {
    if (at >= limit) {
      throw bad("a string is not closed");
    }
    byte letter = in[at];
    switch (letter) {
      case '"', '\\', 'b', 'f', 'n', 'r', 't' -> written = writeEscape(letter, out, to);
      case '/' -> {
        out[to] = letter;
        written = to + 1;
      }
      case 'u' -> {
        return unicode(at + 1, limit, out, to);
      }
      default -> throw bad("a string holds an unknown escape");
    }
    return at + 1;
  }

  private int unicode(int at, int limit, byte[] out, int to) throws BadEventException {
    int unit = hex(at, limit);
    int next = at + 4;
    if (Character.isHighSurrogate((char) unit)) {
      boolean followed = next + 2 <= limit && in[next] == '\\' && in[next + 1] == 'u';
      int low = followed ? hex(next + 2, limit) : 0;
      if (!Character.isLowSurrogate((char) low)) {
        throw bad("a string holds half of a surrogate pair");
      }
      written = Utf8.encode(Character.toCodePoint((char) unit, (char) low), out, to);
      return next + 6;
    }
    if (Character.isLowSurrogate((char) unit)) {
      throw bad("a string holds half of a surrogate pair");
    }
    written =
        switch (unit) {
          case 0 -> throw bad("a string holds the character NUL");
          case '"', '\\' -> writeEscape((byte) unit, out, to);
          case '\b' -> writeEscape((byte) 'b', out, to);
          case '\f' -> writeEscape((byte) 'f', out, to);
          case '\n' -> writeEscape((byte) 'n', out, to);
          case '\r' -> writeEscape((byte) 'r', out, to);
          case '\t' -> writeEscape((byte) 't', out, to);
          default -> unit < ' ' ? keepUnicode(at, out, to) : Utf8.encode(unit, out, to);
        };
    return next;
  }

  /** There is no shorter form, and the digits keep their case. */
  private int keepUnicode(int at, byte[] out, int to) {
    System.arraycopy(in, at - 2, out, to, 6);
    return to + 6;
  }

  private static int writeEscape(byte letter, byte[] out, int to) {
    out[to] = '\\';
    out[to + 1] = letter;
    return to + 2;
  }

  private int hex(int at, int limit) throws BadEventException {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = i < limit && in[i] > 0 ? Character.digit(in[i], 16) : -1;
      if (digit < 0) {
        throw bad("a string holds an escape \\u without four hexadecimal digits");
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private static BadEventException bad(String what) {
    return new BadEventException(RejectionCode.INVALID_JSON, "Not valid JSON: " + what + ".");
  }
}
