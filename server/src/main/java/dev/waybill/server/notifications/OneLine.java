package dev.waybill.server.notifications;

/**
 * Text of others as it may stand in a notification: one line of plain characters, so that it can
 * neither begin a header of a mail nor break what is written around it.
 */
public final class OneLine {
  private static final int LONGEST = 1_000;
  private static final int REPLACEMENT = 0xFFFD;

  private OneLine() {}

  /** Control characters and line separators become spaces; what is too long is cut. */
  public static String of(String text) {
    return of(text, LONGEST);
  }

  /** The same of what is of no use if it is cut, such as an address; it is bounded elsewhere. */
  static String whole(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  private static String of(String text, int longest) {
    return text.codePoints()
        .map(OneLine::allowed)
        .limit(longest)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  private static int allowed(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT, // also turns the direction of writing
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          ' ';
      case Character.SURROGATE -> REPLACEMENT;
      default -> point;
    };
  }
}
