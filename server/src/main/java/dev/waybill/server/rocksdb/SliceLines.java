package dev.waybill.server.rocksdb;

import dev.waybill.log.EventBlock;
import dev.waybill.log.LogDamagedException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Reads the lines of a slice's blocks when they are asked for, small ones that follow along with
 * them. Keeps one buffer for the whole scan.
 */
final class SliceLines {
  private static final int READ_AHEAD = 256 * 1024;

  private final OpenStore store;
  private byte[] buffer = new byte[READ_AHEAD];
  private List<StoredIndex> slice = List.of();
  private int[] offsets = {};
  private int loadedFrom;
  private int loadedTo;

  SliceLines(OpenStore store) {
    this.store = store;
  }

  void start(List<StoredIndex> blocks) {
    slice = blocks;
    offsets = new int[blocks.size()];
    loadedFrom = 0;
    loadedTo = 0;
  }

  /** The lines of the i-th block; empty if it was removed since the slice was made. */
  Optional<EventBlock> of(int i, BlockView view) {
    if (i < loadedFrom || i >= loadedTo) {
      StoredIndex block = slice.get(i);
      boolean there =
          store.read(
              "block " + block.first() + " of tenant " + block.tenant(), open -> load(open, i));
      if (!there) {
        return Optional.empty();
      }
    }
    return Optional.of(view.withLines(buffer, offsets[i]));
  }

  private boolean load(Store open, int i) throws RocksDBException {
    loadedFrom = i;
    loadedTo = i;
    byte[] prefix = Keys.tenant(slice.get(i).tenant());
    buffer =
        buffer.length >= slice.get(i).lineBytes() ? buffer : new byte[slice.get(i).lineBytes()];
    try (RocksIterator values = open.linesOnce()) {
      values.seek(Keys.block(prefix, slice.get(i).first().value()));
      int at = 0;
      for (int next = i;
          next < slice.size() && at + slice.get(next).lineBytes() <= limit(i);
          next++) {
        StoredIndex block = slice.get(next);
        byte[] key = Keys.block(prefix, block.first().value());
        if (!values.isValid() || !Arrays.equals(values.key(), key)) {
          break;
        }
        check(block, values.value(buffer, at, buffer.length - at));
        offsets[next] = at;
        at += block.lineBytes();
        loadedTo = next + 1;
        values.next();
      }
      if (loadedTo > i) {
        // What is wrong further on is told when it is asked for.
        return true;
      }
      values.status();
    }
    checkRemoved(open, prefix, slice.get(i));
    return false;
  }

  private int limit(int i) {
    return Math.max(READ_AHEAD, slice.get(i).lineBytes());
  }

  private static void check(StoredIndex block, int length) {
    if (length != block.lineBytes()) {
      throw damaged(block, "has " + length + " bytes of lines instead of " + block.lineBytes());
    }
  }

  private static void checkRemoved(Store open, byte[] prefix, StoredIndex block)
      throws RocksDBException {
    if (open.hasBlock(Keys.block(prefix, block.first().value()))) {
      throw damaged(block, "has no lines");
    }
  }

  private static LogDamagedException damaged(StoredIndex block, String how) {
    return new LogDamagedException(
        "Block " + block.first() + " of tenant " + block.tenant() + " " + how + ".");
  }
}
