package dev.waybill.server.rocksdb;

import dev.waybill.log.BlockVisitor;
import dev.waybill.log.EventBlock;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * One pass over some ranges, in slices that are copied out of the store before the visitor sees
 * them: a visitor that takes its time holds nothing open.
 */
final class Scan {
  private static final int SLICE_BYTES = 2 * 1024 * 1024;
  private static final int SLICE_BLOCKS = 256;

  private final OpenStore store;
  private final TenantBounds bounds;
  private final BlockVisitor visitor;
  private final SliceLines lines;
  private boolean done;

  Scan(OpenStore store, TenantBounds bounds, BlockVisitor visitor) {
    this.store = store;
    this.bounds = bounds;
    this.visitor = visitor;
    lines = new SliceLines(store);
  }

  void run(List<TenantRange> ranges) {
    for (TenantRange range : ranges) {
      run(range.tenant(), range.range());
      if (done) {
        return;
      }
    }
  }

  private void run(TenantId tenant, Range range) {
    Bounds held = bounds.of(tenant);
    long from = Math.max(range.from().value(), held.start());
    long to = Math.min(range.to().value(), held.end());
    while (from < to && !done) {
      List<StoredIndex> slice = slice(tenant, from, to);
      if (slice.isEmpty()) {
        return;
      }
      visit(slice, from, to);
      from = slice.getLast().end();
    }
  }

  private void visit(List<StoredIndex> slice, long from, long to) {
    lines.start(slice);
    for (int i = 0; i < slice.size() && !done; i++) {
      BlockView view = BlockView.of(slice.get(i), from, to);
      if (visitor.wants(view)) {
        Optional<EventBlock> block = lines.of(i, view);
        block.ifPresent(visitor::visit);
      }
      done = visitor.done();
    }
  }

  private List<StoredIndex> slice(TenantId tenant, long from, long to) {
    return store.read("the indexes of tenant " + tenant, open -> slice(open, tenant, from, to));
  }

  private static List<StoredIndex> slice(Store open, TenantId tenant, long from, long to)
      throws RocksDBException {
    byte[] prefix = Keys.tenant(tenant);
    List<StoredIndex> slice = new ArrayList<>();
    long bytes = 0;
    try (RocksIterator blocks = open.indexes()) {
      blocks.seekForPrev(Keys.block(prefix, from));
      if (!blocks.isValid() || !Keys.isBlockOf(prefix, blocks.key())) {
        blocks.status();
        blocks.seek(Keys.block(prefix, from));
      }
      while (blocks.isValid() && bytes < SLICE_BYTES && slice.size() < SLICE_BLOCKS) {
        byte[] key = blocks.key();
        if (!Keys.isBlockOf(prefix, key) || Keys.first(key) >= to) {
          break;
        }
        StoredIndex block = StoredIndex.parse(tenant, Keys.first(key), blocks.value());
        if (block.end() > from) {
          slice.add(block);
          bytes += block.lineBytes();
        }
        blocks.next();
      }
      blocks.status();
    }
    return slice;
  }
}
