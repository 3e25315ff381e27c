package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.AppendOutcome;
import dev.waybill.tenant.TenantId;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Lines that do not compress, so that files have the size of what is in them. */
final class NoisyEvents {
  private final Random random = new Random(7);
  private int blocks;

  /** Appends a block of so many events, of more than a kibibyte each. */
  void append(RocksEventLog log, TenantId tenant, int events) {
    int block = blocks++;
    List<SampleEvent> group =
        IntStream.range(0, events)
            .mapToObj(i -> new SampleEvent(tenant, block + "-" + i).withContent(noise()))
            .toList();
    assertThat(log.append(EventBatches.of(group), REJECT_EVENT))
        .isInstanceOf(AppendOutcome.Appended.class);
  }

  private String noise() {
    byte[] bytes = new byte[750];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
