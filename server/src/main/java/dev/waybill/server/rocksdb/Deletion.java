package dev.waybill.server.rocksdb;

import dev.waybill.tenant.TenantId;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Removes all that is held of a tenant. */
record Deletion(TenantId tenant, TenantBounds bounds) implements Chore {

  @Override
  public boolean prepare(Store store, WriteBatch batch) throws RocksDBException {
    byte[] from = Keys.tenant(tenant);
    byte[] to = Keys.afterTenant(from);
    for (ColumnFamilyHandle family : List.of(store.index, store.lines, store.ids)) {
      batch.deleteRange(family, from, to);
    }
    batch.delete(store.meta, Keys.bounds(from));
    return false;
  }

  @Override
  public void publish() {
    bounds.forget(tenant);
  }
}
