package dev.waybill.server.rocksdb;

import dev.waybill.event.EventKind;
import dev.waybill.log.BlockIndex;
import dev.waybill.log.EventBlock;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;

/** The part of a block that lies in a range: the events from {@code skipped}. */
record BlockView(StoredIndex block, int skipped, int size) implements BlockIndex {

  static BlockView of(StoredIndex block, long from, long to) {
    int skipped = (int) Math.max(0, from - block.first().value());
    int kept = (int) (Math.min(block.end(), to) - block.first().value()) - skipped;
    return new BlockView(block, skipped, kept);
  }

  /**
   * @param bytes hold the lines of the whole block from {@code offset}
   */
  EventBlock withLines(byte[] bytes, int offset) {
    BlockView index = this;
    return new EventBlock() {
      @Override
      public BlockIndex index() {
        return index;
      }

      @Override
      public byte[] bytes() {
        return bytes;
      }

      @Override
      public int lineStart(int at) {
        return offset + block.lineStart(skipped + at);
      }
    };
  }

  @Override
  public TenantId tenant() {
    return block.tenant();
  }

  @Override
  public Position first() {
    return block.first().plus(skipped);
  }

  @Override
  public long receivedTime() {
    return block.receivedTime();
  }

  @Override
  public EventKind kind(int index) {
    return block.kind(skipped + index);
  }

  @Override
  public long eventTime(int index) {
    return block.eventTime(skipped + index);
  }

  @Override
  public String category(int index) {
    return block.category(skipped + index);
  }

  @Override
  public int lineLength(int index) {
    return block.lineLength(skipped + index);
  }
}
