package dev.waybill.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The reference for ingest: the same bytes into a bare RocksDB, a key per event, synced. */
final class RawRocksDb {
  private RawRocksDb() {}

  static Figures append(
      Path folder, SampleBodies bodies, int threads, int batches, int eventsPerBatch)
      throws Exception {
    try (var options =
            new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
        var db = RocksDB.open(options, folder.toString());
        var synced = new WriteOptions().setSync(true)) {
      var position = new AtomicLong();
      var bytes = new AtomicLong();
      Duration cpu = Machine.ownCpu();
      long start = System.nanoTime();
      Senders.inParallel(
          threads,
          batches,
          () -> {
            byte[] body = bodies.next(eventsPerBatch);
            write(db, synced, body, position.getAndAdd(eventsPerBatch));
            bytes.addAndGet(body.length);
          });
      return new Figures(
          "raw RocksDB, %d threads, batches of %,d".formatted(threads, eventsPerBatch),
          (long) batches * eventsPerBatch,
          bytes.get(),
          Duration.ofNanos(System.nanoTime() - start),
          Machine.ownCpu().minus(cpu));
    }
  }

  private static void write(RocksDB db, WriteOptions synced, byte[] body, long firstPosition)
      throws RocksDBException {
    try (var batch = new WriteBatch()) {
      long position = firstPosition;
      int start = 0;
      for (int end = 0; end < body.length; end++) {
        if (body[end] == '\n') {
          byte[] event = new byte[end - start];
          System.arraycopy(body, start, event, 0, event.length);
          batch.put(ByteBuffer.allocate(Long.BYTES).putLong(position++).array(), event);
          start = end + 1;
        }
      }
      db.write(synced, batch);
    }
  }
}
