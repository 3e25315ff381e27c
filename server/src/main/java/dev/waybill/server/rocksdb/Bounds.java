package dev.waybill.server.rocksdb;

import dev.waybill.log.Origins;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which positions of a tenant are held, from {@code start} up to, not including, {@code end}, and
 * what was given and is held in all. Stored as
 *
 * <pre>
 * start (8 bytes), end (8), bytes (8), per incarnation that gave positions, but 0: the first (8)
 * </pre>
 *
 * <p>Logs made before the bytes were counted have start and end only, and those only of trimmed
 * tenants. There the last block tells the end, and {@link ByteCount} the bytes.
 *
 * @param bytes of the lines held, with their line feeds
 */
record Bounds(long start, long end, long bytes, Origins origins) {
  static final Bounds NONE = new Bounds(0, 0, 0, Origins.NONE);

  private static final int UNCOUNTED = 2 * Long.BYTES;

  Bounds {
    if (start > end || bytes < 0) {
      throw new IllegalArgumentException(
          "no bounds: from " + start + " to " + end + " with " + bytes + " bytes");
    }
  }

  /** The position of the next event. */
  long next(int incarnation) {
    Position last = new Position(end);
    return last.incarnation() < incarnation ? Position.of(incarnation, last.number()).value() : end;
  }

  /** With events appended, the first at that position. */
  Bounds appended(long first, long events, long added) {
    return new Bounds(start, first + events, bytes + added, origins.with(new Position(first)));
  }

  Bounds trimmed(long newStart, long removed) {
    return new Bounds(newStart, end, bytes - removed, origins);
  }

  long given(Range range) {
    return origins.given(range, new Position(end));
  }

  /** How many of the positions between two were given. */
  long given(long from, long to) {
    return given(new Range(new Position(from), new Position(to)));
  }

  byte[] stored() {
    ByteBuffer buffer =
        ByteBuffer.allocate((3 + origins.firsts().size()) * Long.BYTES)
            .putLong(start)
            .putLong(end)
            .putLong(bytes);
    origins.firsts().forEach(first -> buffer.putLong(first.value()));
    return buffer.array();
  }

  /** Of the uncounted form only the start: nothing after it is counted yet. */
  static Bounds parse(byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    long start = buffer.getLong();
    if (stored.length == UNCOUNTED) {
      return new Bounds(start, start, 0, Origins.NONE);
    }
    long end = buffer.getLong();
    long bytes = buffer.getLong();
    List<Position> firsts = new ArrayList<>();
    while (buffer.hasRemaining()) {
      firsts.add(new Position(buffer.getLong()));
    }
    return new Bounds(start, end, bytes, new Origins(firsts));
  }
}
