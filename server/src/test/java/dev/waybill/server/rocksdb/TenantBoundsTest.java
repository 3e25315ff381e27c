package dev.waybill.server.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

class TenantBoundsTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final int READERS = 4;

  @Test
  void doesNotKeepPositionsThatWereReadBeforeTheirDeletion(@TempDir Path folder) throws Exception {
    try (Store files = new StoreFolder(folder, RocksLogOptions.defaults()).open();
        ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      OpenStore store = new OpenStore(files);
      for (int round = 0; round < 300; round++) {
        put(files);
        TenantBounds bounds = new TenantBounds(store);
        CountDownLatch start = new CountDownLatch(1);
        List<? extends Future<?>> reading =
            IntStream.range(0, READERS)
                .mapToObj(
                    _ ->
                        readers.submit(
                            () -> {
                              start.await();
                              return bounds.of(ACME);
                            }))
                .toList();
        start.countDown();
        delete(files, bounds);
        for (Future<?> each : reading) {
          each.get();
        }
        assertThat(bounds.of(ACME)).as("round %d", round).isEqualTo(Bounds.NONE);
      }
    }
  }

  private static void put(Store store) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      byte[] bounds = Bounds.NONE.appended(0, 5, 500).stored();
      batch.put(store.meta, Keys.bounds(Keys.tenant(ACME)), bounds);
      store.write(batch);
    }
  }

  private static void delete(Store store, TenantBounds bounds) throws RocksDBException {
    Deletion deletion = new Deletion(ACME, bounds);
    try (WriteBatch batch = new WriteBatch()) {
      assertThat(deletion.prepare(store, batch)).isFalse();
      store.write(batch);
    }
    deletion.publish();
  }
}
