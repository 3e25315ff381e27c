package dev.waybill.log;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When the first event of a range was received, of those that are held. */
public final class FirstReceipt {
  private FirstReceipt() {}

  /** Empty if nothing is held there. */
  public static Optional<Instant> in(EventLog log, TenantId tenant, Range range) {
    FirstBlock first = new FirstBlock();
    log.scan(List.of(new TenantRange(tenant, range)), first);
    return first.receivedTime;
  }

  private static final class FirstBlock implements IndexVisitor {
    private Optional<Instant> receivedTime = Optional.empty();

    @Override
    public void see(BlockIndex index) {
      receivedTime = Optional.of(Instant.ofEpochMilli(index.receivedTime()));
    }

    @Override
    public boolean done() {
      return receivedTime.isPresent();
    }
  }
}
