package dev.waybill.manifest;

import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a document that can be written in one way only: the caller says what must come next, so a
 * field that is missing, unknown, repeated or in another place, white space, an escape or another
 * form of a number ends the reading.
 */
final class CanonicalReader {
  /** No string of any document is longer. */
  private static final int LONGEST_STRING = 1024;

  private static final int MOST_SHOWN = 40;
  private static final int MOST_DIGITS = 19;

  private final byte[] text;
  private int at;

  CanonicalReader(byte[] text) {
    this.text = text;
  }

  void expect(String literal) throws BadDocumentException {
    if (!skip(literal)) {
      throw expected(literal.equals("\n") ? "the end of the line" : literal);
    }
  }

  /** Passes over what is expected, if it comes next. */
  boolean skip(String literal) {
    if (text.length - at < literal.length()) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      if (text[at + i] != literal.charAt(i)) {
        return false;
      }
    }
    at += literal.length();
    return true;
  }

  /** A string that is the text form of a value. */
  <T> T value(String what, Function<String, Optional<T>> parser) throws BadDocumentException {
    int start = at;
    expect("\"");
    StringBuilder string = new StringBuilder();
    while (at < text.length && isPlain(text[at]) && string.length() < LONGEST_STRING) {
      string.append((char) text[at++]);
    }
    Optional<T> value = parser.apply(string.toString());
    if (!skip("\"") || value.isEmpty()) {
      at = start;
      throw expected("a " + what);
    }
    return value.get();
  }

  long integer(String what, long least, long most) throws BadDocumentException {
    int start = at;
    boolean negative = skip("-");
    int digits = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9' && at - digits <= MOST_DIGITS) {
      at++;
    }
    Optional<Long> value = value(start, digits, negative);
    if (value.isEmpty() || value.get() < least || value.get() > most) {
      at = start;
      throw expected("a whole number as " + what);
    }
    return value.get();
  }

  void end() throws BadDocumentException {
    if (at != text.length) {
      throw expected("the end of the document");
    }
  }

  private Optional<Long> value(int start, int digits, boolean negative) {
    boolean leadingZero = at - digits > 1 && text[digits] == '0';
    boolean minusZero = negative && at - digits == 1 && text[digits] == '0';
    if (at == digits || leadingZero || minusZero) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(ascii(start, at)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private BadDocumentException expected(String what) {
    String found =
        at == text.length
            ? "the end"
            : "`" + shown(at, Math.min(text.length, at + MOST_SHOWN)) + "`";
    return new BadDocumentException(
        "at byte " + at + " there is " + found + " where " + what + " is expected");
  }

  private String shown(int from, int to) {
    StringBuilder shown = new StringBuilder();
    for (int i = from; i < to; i++) {
      shown.append(text[i] >= ' ' && text[i] < 0x7f ? (char) text[i] : '?');
    }
    return shown.toString();
  }

  private String ascii(int from, int to) {
    StringBuilder ascii = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      ascii.append((char) text[i]);
    }
    return ascii.toString();
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b < 0x7f && b != '"' && b != '\\';
  }
}
