package dev.waybill.server.portal.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars beside each other, for a drawing of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param most the number that has the highest bar
 * @param total of all numbers
 */
public record Bars(long most, long total, List<Bar> bars) {
  static final int WIDTH = 720;
  static final int HEIGHT = 120;

  /** What is not nothing can be seen, however small it is. */
  private static final int LOWEST = 2;

  /** One bar; they are as wide as each other. */
  public record Bar(int x, int y, int width, int height) {}

  public Bars {
    bars = List.copyOf(bars);
  }

  static Bars of(List<Long> numbers) {
    long most = numbers.stream().mapToLong(Long::longValue).max().orElse(0);
    int step = WIDTH / Math.max(1, numbers.size());
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      int height = height(numbers.get(i), most);
      bars.add(new Bar(i * step + step / 10, HEIGHT - height, step - step / 5, height));
    }
    return new Bars(most, numbers.stream().mapToLong(Long::longValue).sum(), bars);
  }

  private static int height(long number, long most) {
    return number == 0 ? 0 : Math.max(LOWEST, (int) Math.round((double) number / most * HEIGHT));
  }

  /** The corners of the drawing, as SVG wants them. */
  public String box() {
    return "0 0 " + WIDTH + " " + HEIGHT;
  }
}
