package dev.waybill.log;

import dev.waybill.event.Digest;
import dev.waybill.event.EventLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an {@link InMemoryEventLog} has published of one tenant. */
final class InMemoryTenant {
  private final Map<Digest, Digest> ids = new HashMap<>();
  private List<InMemoryBlock> blocks = new ArrayList<>();
  private Position start = Position.ZERO;
  private Position end = Position.ZERO;
  private Origins origins = Origins.NONE;

  synchronized Position start() {
    return start;
  }

  synchronized Position end() {
    return end;
  }

  synchronized long given(Range range) {
    return origins.given(range, end);
  }

  synchronized long bytes() {
    return within(new Range(start, end)).stream()
        .flatMap(block -> block.lines().stream())
        .mapToLong(line -> line.length() + 1L)
        .sum();
  }

  /** The position of the next event. */
  synchronized Position next(int incarnation) {
    return end.incarnation() < incarnation ? Position.of(incarnation, end.number()) : end;
  }

  synchronized Optional<Digest> contentOf(Digest id) {
    return Optional.ofNullable(ids.get(id));
  }

  synchronized List<InMemoryBlock> blocks() {
    return List.copyOf(blocks);
  }

  synchronized List<InMemoryBlock> within(Range range) {
    return blocks.stream()
        .map(block -> block.clippedTo(range.from(), range.to()))
        .filter(block -> block.size() > 0)
        .toList();
  }

  synchronized void publish(InMemoryBlock block) {
    blocks.add(block);
    origins = origins.with(block.first());
    end = block.end();
    block.lines().forEach(line -> ids.put(line.id(), line.content()));
  }

  synchronized void trim(Position before) {
    Position to = before.compareTo(end) < 0 ? before : end;
    if (to.compareTo(start) <= 0) {
      return;
    }
    within(new Range(start, to)).stream()
        .flatMap(block -> block.lines().stream())
        .map(EventLine::id)
        .forEach(ids::remove);
    blocks = new ArrayList<>(within(new Range(to, end)));
    start = to;
  }
}
