package dev.waybill.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Position;
import java.util.List;

/**
 * How far a tenant's events are given up; committed before any of them is removed.
 *
 * @param before events below this are given up
 * @param cutOff the exports that have not delivered all of those
 */
public record RetentionMark(Position before, List<Lagging> cutOff) {
  public RetentionMark {
    requireNonNull(before, "before is null");
    cutOff = List.copyOf(cutOff);
  }
}
