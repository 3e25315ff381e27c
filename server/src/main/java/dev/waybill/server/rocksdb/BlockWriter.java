package dev.waybill.server.rocksdb;

import dev.waybill.event.EventLine;
import java.nio.ByteBuffer;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Writes events as blocks into a batch. Used by one thread; keeps its buffers. */
final class BlockWriter {
  /** Bytes of lines in a block, unless a single event is larger. */
  static final int BLOCK_BYTES = 1024 * 1024;

  private ByteBuffer key = ByteBuffer.allocateDirect(256);
  private ByteBuffer index = ByteBuffer.allocateDirect(64 * 1024);
  private ByteBuffer lines = ByteBuffer.allocateDirect(BLOCK_BYTES);

  /** Writes the events of one tenant, the first at position {@code first}. */
  void write(
      Store store, WriteBatch batch, byte[] tenant, long first, List<Taken> events, long received)
      throws RocksDBException {
    int from = 0;
    while (from < events.size()) {
      int to = endOfBlock(events, from);
      writeBlock(
          store, batch, Keys.block(tenant, first + from), events.subList(from, to), received);
      from = to;
    }
    for (Taken event : events) {
      EventLine line = event.line();
      batch.put(store.ids, Keys.id(tenant, line.id()), contentOf(line));
    }
  }

  private static byte[] contentOf(EventLine line) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(line.content().high())
        .putLong(line.content().low())
        .array();
  }

  private static int endOfBlock(List<Taken> events, int from) {
    long size = events.get(from).bytes();
    int to = from + 1;
    while (to < events.size() && size + events.get(to).bytes() <= BLOCK_BYTES) {
      size += events.get(to).bytes();
      to++;
    }
    return to;
  }

  private void writeBlock(
      Store store, WriteBatch batch, byte[] blockKey, List<Taken> events, long received)
      throws RocksDBException {
    index = emptied(index, StoredIndex.roomFor(events));
    StoredIndex.write(index, events, received);
    lines = emptied(lines, events.stream().mapToInt(Taken::bytes).sum());
    for (Taken event : events) {
      lines.put(event.batch().bytes(), event.line().start(), event.bytes());
    }
    batch.put(store.index, keyBuffer(blockKey), index.flip());
    batch.put(store.lines, keyBuffer(blockKey), lines.flip());
  }

  private ByteBuffer keyBuffer(byte[] bytes) {
    key = emptied(key, bytes.length);
    return key.put(bytes).flip();
  }

  private static ByteBuffer emptied(ByteBuffer buffer, int room) {
    return buffer.capacity() >= room ? buffer.clear() : ByteBuffer.allocateDirect(room);
  }
}
