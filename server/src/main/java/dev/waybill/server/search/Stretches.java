package dev.waybill.server.search;

import dev.waybill.log.BlockIndex;
import dev.waybill.log.EventLog;
import dev.waybill.log.IndexVisitor;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is looked at in one go: so little that a look at the clock after it comes in time, however
 * long the lines are. A stretch lies within one incarnation of the log; the gap before the next one
 * is stepped over, since it has more positions than could ever be walked through.
 */
final class Stretches {
  private static final int MOST_EVENTS = 2_000;
  private static final long MOST_BYTES = 2L << 20;

  private final EventLog log;
  private final TenantId tenant;

  Stretches(EventLog log, TenantId tenant) {
    this.log = log;
    this.tenant = tenant;
  }

  /** The one that comes next from a position on; all that is left if it holds no event. */
  Range after(Position from, Position end) {
    Position first = known(from);
    while (first.incarnation() < end.incarnation() && given(first, first.plus(1)) == 0) {
      first = Position.of(first.incarnation() + 1, first.number());
    }
    Position to = first.plus(given(first, first.plus(MOST_EVENTS)));
    to = to.compareTo(end) < 0 ? to : end;
    if (first.compareTo(to) >= 0) {
      return new Range(from, end);
    }
    long bytes = 0;
    for (Held block : blocks(new Range(first, to))) {
      if (bytes > 0 && bytes + block.bytes() > MOST_BYTES) {
        return new Range(first, block.first());
      }
      bytes += block.bytes();
    }
    return new Range(first, to);
  }

  /** The one that comes next going back from a position; all that is left if it holds no event. */
  Range before(Position to, Position start) {
    Position last = known(to);
    while (last.incarnation() > start.incarnation() && given(back(last, 1), last) == 0) {
      last = Position.of(last.incarnation() - 1, last.number());
    }
    Position from = back(last, given(back(last, MOST_EVENTS), last));
    from = from.compareTo(start) > 0 ? from : start;
    if (from.compareTo(last) >= 0) {
      return new Range(start, to);
    }
    long bytes = 0;
    for (Held block : blocks(new Range(from, last)).reversed()) {
      if (bytes > 0 && bytes + block.bytes() > MOST_BYTES) {
        return new Range(block.end(), last);
      }
      bytes += block.bytes();
    }
    return new Range(from, last);
  }

  /**
   * The same place at the edge of the gap in which it may lie: a cursor may be from after the
   * backup that was restored, or made up. Only from the edge is the number at which another
   * incarnation begins or ends that of the position itself.
   */
  private Position known(Position place) {
    return Position.of(place.incarnation(), given(Position.ZERO, place));
  }

  private long given(Position from, Position to) {
    return log.given(tenant, new Range(from, to));
  }

  /** So many numbers before it, at most to the first of the incarnation. */
  private static Position back(Position from, long events) {
    return Position.of(from.incarnation(), Math.max(0, from.number() - events));
  }

  private List<Held> blocks(Range range) {
    var blocks = new Blocks();
    log.scan(List.of(new TenantRange(tenant, range)), blocks);
    return blocks.found;
  }

  /**
   * A block, as far as it lies in the range.
   *
   * @param bytes of its lines
   */
  private record Held(Position first, Position end, long bytes) {}

  private static final class Blocks implements IndexVisitor {
    private final List<Held> found = new ArrayList<>();

    @Override
    public void see(BlockIndex index) {
      long bytes = 0;
      for (int i = 0; i < index.size(); i++) {
        bytes += index.lineLength(i);
      }
      found.add(new Held(index.first(), index.first().plus(index.size()), bytes));
    }
  }
}
