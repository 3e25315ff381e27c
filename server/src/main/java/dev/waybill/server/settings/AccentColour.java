package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A colour that stands out from light and from dark surfaces, by the contrast ratio of WCAG 2.2.
 *
 * @param rgb 24 bits
 */
public record AccentColour(int rgb) {
  private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final double LEAST_CONTRAST = 4.5;
  private static final int HEX = 16;
  private static final int BYTE = 0xff;
  private static final int STEPS = 100;

  /**
   * @throws InvalidInput if it is not written as in style sheets
   */
  static AccentColour parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidInput("colour", "is a colour such as #0b5cad");
    }
    return new AccentColour(Integer.parseInt(text.substring(1), HEX));
  }

  /** The colour itself, or the next darker one, that can be read on the surface. */
  public AccentColour darkOn(AccentColour surface) {
    return adjusted(surface, 0);
  }

  /** The colour itself, or the next lighter one, that can be read on the surface. */
  public AccentColour lightOn(AccentColour surface) {
    return adjusted(surface, BYTE);
  }

  private AccentColour adjusted(AccentColour surface, int towards) {
    return IntStream.rangeClosed(0, STEPS)
        .mapToObj(step -> mixed(towards, (double) step / STEPS))
        .filter(colour -> colour.contrast(surface) >= LEAST_CONTRAST)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing stands out from " + surface));
  }

  private AccentColour mixed(int towards, double share) {
    int mixed = 0;
    for (int shift : new int[] {HEX, Byte.SIZE, 0}) {
      int channel = rgb >> shift & BYTE;
      mixed |= (int) Math.round(channel + (towards - channel) * share) << shift;
    }
    return new AccentColour(mixed);
  }

  /** From 1 to 21. */
  public double contrast(AccentColour other) {
    double mine = luminance() + 0.05;
    double its = other.luminance() + 0.05;
    return Math.max(mine, its) / Math.min(mine, its);
  }

  private double luminance() {
    DoubleUnaryOperator linear =
        share -> share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    return 0.2126 * linear.applyAsDouble((double) (rgb >> HEX & BYTE) / BYTE)
        + 0.7152 * linear.applyAsDouble((double) (rgb >> Byte.SIZE & BYTE) / BYTE)
        + 0.0722 * linear.applyAsDouble((double) (rgb & BYTE) / BYTE);
  }

  /** As style sheets write it. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }
}
