package dev.waybill.log;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventKind;
import dev.waybill.event.EventLine;
import dev.waybill.tenant.TenantId;
import java.util.List;

/** Some consecutive events of one batch as a block, index and lines in one. */
record InMemoryBlock(Position first, long receivedTime, List<EventLine> lines, EventBatch batch)
    implements EventBlock, BlockIndex {

  /** What of this block lies in the range; empty if nothing does. */
  InMemoryBlock clippedTo(Position from, Position to) {
    long skipped = Math.clamp(from.value() - first.value(), 0, lines.size());
    long kept = Math.clamp(to.value() - first.value(), skipped, lines.size());
    return new InMemoryBlock(
        first.plus(skipped), receivedTime, lines.subList((int) skipped, (int) kept), batch);
  }

  Position end() {
    return first.plus(lines.size());
  }

  @Override
  public BlockIndex index() {
    return this;
  }

  @Override
  public byte[] bytes() {
    return batch.bytes();
  }

  @Override
  public int lineStart(int index) {
    return lines.get(index).start();
  }

  @Override
  public TenantId tenant() {
    return lines.getFirst().tenant();
  }

  @Override
  public int size() {
    return lines.size();
  }

  @Override
  public EventKind kind(int index) {
    return lines.get(index).kind();
  }

  @Override
  public long eventTime(int index) {
    return lines.get(index).eventTime(receivedTime);
  }

  @Override
  public String category(int index) {
    return lines.get(index).category();
  }

  @Override
  public int lineLength(int index) {
    return lines.get(index).length();
  }
}
