package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written such as {@code 16MiB}. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}) ?(B|KiB|MiB|GiB|TiB)");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("size is negative: " + bytes);
    }
  }

  static ByteSize parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InvalidInput("size", "is a size such as 512KiB, 16MiB or 2GiB");
    }
    long number = Long.parseLong(form.group(1));
    return new ByteSize(Math.multiplyExact(number, unit(form.group(2))));
  }

  private static long unit(String name) {
    return switch (name) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      case "TiB" -> 1L << 40;
      default -> 1;
    };
  }

  /**
   * As an array's length.
   *
   * @throws ArithmeticException if no array is that long
   */
  public int toInt() {
    return Math.toIntExact(bytes);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    long number = bytes;
    int unit = 0;
    while (number != 0 && number % 1024 == 0 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    return number + units[unit];
  }
}
