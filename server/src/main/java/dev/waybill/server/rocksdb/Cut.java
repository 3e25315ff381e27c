package dev.waybill.server.rocksdb;

import java.time.Instant;
import java.util.Optional;
import org.rocksdb.WriteBatch;

/** Between two groups: all that was stamped is written, and what comes is stamped later. */
final class Cut implements Chore {
  private final ReceiptClock clock;
  private Optional<Instant> last = Optional.empty();

  Cut(ReceiptClock clock) {
    this.clock = clock;
  }

  @Override
  public boolean prepare(Store store, WriteBatch batch) {
    last = clock.lastStamp();
    if (last.isPresent()) {
      clock.passBarrier();
    }
    return false;
  }

  @Override
  public void publish() {
    // Nothing to show: the caller asks for the time.
  }

  /** The last time of receipt before it; empty if none was ever given. */
  Optional<Instant> last() {
    return last;
  }
}
