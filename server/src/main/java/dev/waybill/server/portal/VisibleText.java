package dev.waybill.server.portal;

import java.util.HexFormat;
import java.util.PrimitiveIterator;

/**
 * Texts of events, which anybody may have written: nothing in them stays unseen, and nothing turns
 * what stands around them.
 */
public final class VisibleText {
  private static final String SHORTENED = "\u2026";
  private static final HexFormat HEX = HexFormat.of();

  private VisibleText() {}

  /**
   * With what cannot be seen as JSON escapes it, so that JSON stays the same JSON; line feeds stay.
   */
  public static String of(String text) {
    if (text.codePoints().noneMatch(VisibleText::isUnseen)) {
      return text;
    }
    var visible = new StringBuilder(text.length() + 16);
    PrimitiveIterator.OfInt points = text.codePoints().iterator();
    while (points.hasNext()) {
      int point = points.nextInt();
      if (isUnseen(point)) {
        for (char unit : Character.toChars(point)) {
          visible.append("\\u").append(HEX.toHexDigits(unit));
        }
      } else {
        visible.appendCodePoint(point);
      }
    }
    return visible.toString();
  }

  /** The same on one line, of so many characters at most. */
  public static String of(String text, int most) {
    boolean fits = text.codePointCount(0, text.length()) <= most;
    String kept = fits ? text : text.substring(0, text.offsetByCodePoints(0, most)) + SHORTENED;
    return of(kept.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
  }

  /** Marks of direction, joiners, tags, control characters, and what has no shape of its own. */
  private static boolean isUnseen(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      case Character.CONTROL -> point != '\n';
      default -> false;
    };
  }
}
