package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyTenantsTest {
  private static final int TENANTS = 10_000;

  @TempDir private Path folder;

  @Test
  void keepsCountOfTenThousandTenants() {
    List<TenantId> tenants =
        IntStream.range(0, TENANTS).mapToObj(i -> new TenantId("tenant-" + i)).toList();
    long bytes;
    try (RocksEventLog log = open()) {
      for (String id : List.of("a", "b")) {
        log.append(
            EventBatches.of(tenants.stream().map(tenant -> new SampleEvent(tenant, id)).toList()),
            REJECT_EVENT);
      }
      tenants.stream().limit(TENANTS / 2).forEach(tenant -> log.trim(tenant, new Position(1)));
      bytes = tenants.stream().mapToLong(log::bytes).sum();
      assertThat(bytes).isPositive();
    }
    try (RocksEventLog log = open()) {
      assertThat(tenants.stream().mapToLong(log::bytes).sum()).isEqualTo(bytes);
      assertThat(tenants).allMatch(tenant -> log.end(tenant).equals(new Position(2)));
    }
  }

  private RocksEventLog open() {
    return RocksEventLog.open(folder, RocksLogOptions.defaults(), new SettableTime());
  }
}
