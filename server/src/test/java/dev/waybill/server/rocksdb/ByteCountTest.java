package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.Position;
import dev.waybill.log.SeenEvents;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

/** Logs made before the bytes were counted. */
class ByteCountTest {
  private static final TenantId WHOLE = new TenantId("whole");
  private static final TenantId TRIMMED = new TenantId("trimmed");
  private static final TenantId EMPTY = new TenantId("empty");

  @TempDir private Path folder;

  @BeforeEach
  void makeALogAsItWasBefore() throws Exception {
    try (RocksEventLog log = open()) {
      for (TenantId tenant : List.of(WHOLE, TRIMMED, EMPTY)) {
        log.append(EventBatches.of(tenant, "a", "b", "c"), REJECT_EVENT);
        log.append(
            EventBatches.of(new SampleEvent(tenant, "d").withContent("longer")), REJECT_EVENT);
      }
      log.trim(TRIMMED, new Position(1));
      log.trim(EMPTY, new Position(4));
    }
    try (Store store = new StoreFolder(folder, RocksLogOptions.defaults()).open();
        WriteBatch batch = new WriteBatch()) {
      batch.delete(store.meta, Keys.COUNTED);
      batch.delete(store.meta, Keys.bounds(Keys.tenant(WHOLE)));
      batch.put(store.meta, Keys.bounds(Keys.tenant(TRIMMED)), pair(1, 4));
      batch.put(store.meta, Keys.bounds(Keys.tenant(EMPTY)), pair(4, 4));
      batch.put(store.meta, Keys.TIME, Numbers.bytes(store.time().orElseThrow().floor()));
      store.write(batch);
    }
  }

  @Test
  void countsWhatIsHeldOnce() throws Exception {
    try (RocksEventLog log = open()) {
      for (TenantId tenant : List.of(WHOLE, TRIMMED, EMPTY)) {
        assertThat(log.bytes(tenant)).isEqualTo(heldBytes(log, tenant));
        assertThat(log.end(tenant)).isEqualTo(new Position(4));
      }
      assertThat(log.bytes(EMPTY)).isZero();
      assertThat(log.start(TRIMMED)).isEqualTo(new Position(1));
    }
    try (Store store = new StoreFolder(folder, RocksLogOptions.defaults()).open()) {
      assertThat(store.isCounted()).isTrue();
      assertThat(Bounds.parse(stored(store, WHOLE)).bytes()).isPositive();
    }
  }

  @Test
  void goesOnCountingWithAppendsAndTrims() {
    try (RocksEventLog log = open()) {
      log.append(EventBatches.of(EMPTY, "e"), REJECT_EVENT);
      log.append(EventBatches.of(TRIMMED, "e"), REJECT_EVENT);
      log.trim(WHOLE, new Position(2));
      for (TenantId tenant : List.of(WHOLE, TRIMMED, EMPTY)) {
        assertThat(log.bytes(tenant)).isEqualTo(heldBytes(log, tenant)).isPositive();
      }
    }
  }

  @Test
  void countsWhatAnOlderVersionAddedLater() throws Exception {
    byte[] before;
    try (Store store = new StoreFolder(folder, RocksLogOptions.defaults()).open()) {
      before = stored(store, WHOLE);
    }
    try (RocksEventLog log = open()) {
      log.append(EventBatches.of(WHOLE, "e", "f"), REJECT_EVENT);
    }
    try (Store store = new StoreFolder(folder, RocksLogOptions.defaults()).open();
        WriteBatch batch = new WriteBatch()) {
      batch.put(store.meta, Keys.bounds(Keys.tenant(WHOLE)), before);
      store.write(batch);
    }
    try (RocksEventLog log = open()) {
      assertThat(log.bytes(WHOLE)).isEqualTo(heldBytes(log, WHOLE));
      assertThat(log.end(WHOLE)).isEqualTo(new Position(6));
    }
  }

  private static byte[] stored(Store store, TenantId tenant) throws Exception {
    return store
        .contents(List.of(store.meta), List.of(Keys.bounds(Keys.tenant(tenant))))
        .getFirst();
  }

  private static byte[] pair(long start, long end) {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(start).putLong(end).array();
  }

  private static long heldBytes(RocksEventLog log, TenantId tenant) {
    return SeenEvents.all(log, tenant).stream()
        .mapToLong(seen -> seen.line().getBytes(StandardCharsets.UTF_8).length + 1)
        .sum();
  }

  private RocksEventLog open() {
    return RocksEventLog.open(folder, RocksLogOptions.defaults(), new SettableTime());
  }
}
