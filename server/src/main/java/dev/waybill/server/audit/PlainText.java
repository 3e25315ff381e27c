package dev.waybill.server.audit;

/** Text that events may hold: the log takes neither NUL nor half of a surrogate pair. */
final class PlainText {
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  static String of(String text) {
    return text.codePoints()
        .map(PlainText::allowed)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int allowed(int point) {
    boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return half || point == 0 ? REPLACEMENT : point;
  }
}
