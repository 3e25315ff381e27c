package dev.waybill.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.event.EventKind;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;

/** A visitor that wants everything and remembers it. */
public final class SeenEvents implements BlockVisitor {

  /** One event as a scan shows it. */
  public record Seen(
      TenantId tenant,
      Position position,
      long receivedTime,
      EventKind kind,
      long eventTime,
      String category,
      String line) {}

  private final List<Seen> events = new ArrayList<>();

  /** All that the log has in the ranges. */
  public static List<Seen> in(EventLog log, TenantRange... ranges) {
    SeenEvents seen = new SeenEvents();
    log.scan(List.of(ranges), seen);
    return seen.events();
  }

  /** All that the log has of a tenant. */
  public static List<Seen> all(EventLog log, TenantId tenant) {
    return in(log, new TenantRange(tenant, new Range(Position.ZERO, new Position(Long.MAX_VALUE))));
  }

  @Override
  public boolean wants(BlockIndex index) {
    return true;
  }

  @Override
  public void visit(EventBlock block) {
    BlockIndex index = block.index();
    for (int i = 0; i < index.size(); i++) {
      int start = block.lineStart(i);
      int length = index.lineLength(i);
      if (block.bytes()[start + length] != '\n') {
        throw new AssertionError("no line feed after " + index.first().plus(i));
      }
      events.add(
          new Seen(
              index.tenant(),
              index.first().plus(i),
              index.receivedTime(),
              index.kind(i),
              index.eventTime(i),
              index.category(i),
              new String(block.bytes(), start, length, UTF_8)));
    }
  }

  public List<Seen> events() {
    return events;
  }
}
