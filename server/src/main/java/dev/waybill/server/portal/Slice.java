package dev.waybill.server.portal;

import java.util.List;
import java.util.Optional;

/**
 * So many rows of a list as a page shows.
 *
 * @param count of all rows
 * @param next how many rows come before the next page; 0 if this is the last one
 */
public record Slice<T>(List<T> rows, int count, int next) {
  private static final int ROWS = 100;

  public Slice {
    rows = List.copyOf(rows);
  }

  /**
   * The rows of a page.
   *
   * @param from how many rows are on the pages before; any number, since it comes from an address
   */
  public static <T> Slice<T> of(List<T> all, Optional<Integer> from) {
    int first = Math.clamp(from.orElse(0), 0, all.size());
    int end = Math.min(all.size(), first + ROWS);
    return new Slice<>(all.subList(first, end), all.size(), end < all.size() ? end : 0);
  }

  /** The address of the next page; an empty text if there is none. */
  public String next(String path) {
    return next == 0 ? "" : path + "?from=" + next;
  }
}
