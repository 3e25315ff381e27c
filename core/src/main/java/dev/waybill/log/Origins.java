package dev.waybill.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the incarnations of a log began to give positions to one tenant. Incarnation 0 begins at
 * {@link Position#ZERO} and is not listed, nor is one that gave the tenant none.
 *
 * @param firsts the first position of each, ascending
 */
public record Origins(List<Position> firsts) {
  public static final Origins NONE = new Origins(List.of());

  public Origins {
    firsts = List.copyOf(firsts);
    int last = 0;
    for (Position first : firsts) {
      if (first.incarnation() <= last) {
        throw new IllegalArgumentException("incarnations do not ascend: " + firsts);
      }
      last = first.incarnation();
    }
  }

  /** These, and that of the incarnation which gives {@code position}, if it gave none before. */
  public Origins with(Position position) {
    int last = firsts.isEmpty() ? 0 : firsts.getLast().incarnation();
    if (position.incarnation() == last) {
      return this;
    }
    List<Position> more = new ArrayList<>(firsts);
    more.add(position);
    return new Origins(more);
  }

  /**
   * How many positions of the range were given.
   *
   * @param end just after the last one given
   */
  public long given(Range range, Position end) {
    return before(range.to(), end) - before(range.from(), end);
  }

  /** How many positions below that place were given. */
  private long before(Position place, Position end) {
    if (place.compareTo(end) >= 0) {
      return end.number();
    }
    int incarnation = 0;
    long upTo = end.number();
    for (Position first : firsts) {
      if (first.compareTo(place) > 0) {
        upTo = first.number();
        break;
      }
      incarnation = first.incarnation();
    }
    return place.incarnation() == incarnation ? Math.min(place.number(), upTo) : upTo;
  }
}
