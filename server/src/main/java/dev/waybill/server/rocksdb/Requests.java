package dev.waybill.server.rocksdb;

import dev.waybill.event.EventBatch;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.AppendOutcome.Refused;
import dev.waybill.log.Barrier;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Hands work to the committer and waits for its answer. */
final class Requests {
  private static final Refused CLOCK =
      new Refused(
          "The clock of the server differs from the last stored time and is not confirmed. Correct it"
              + " and start the server again, or, if it is right, say so: waybill admin clock"
              + " confirm.",
          Duration.ofMinutes(1));

  private final ReceiptClock clock;
  private final WaitingQueue queue;
  private final DiskReserve reserve;

  Requests(ReceiptClock clock, WaitingQueue queue, DiskReserve reserve) {
    this.clock = clock;
    this.queue = queue;
    this.reserve = reserve;
  }

  AppendOutcome append(EventBatch batch, ConflictPolicy onConflict) {
    if (clock.state() instanceof ClockState.Unconfirmed) {
      return CLOCK;
    }
    if (batch.lines().isEmpty()) {
      return new AppendOutcome.Appended(0, 0, List.of(), Optional.empty());
    }
    Optional<Refused> low = reserve.known();
    if (low.isPresent()) {
      return low.get();
    }
    CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
    queue.add(new Waiting.Append(batch, onConflict, answer));
    return answer.join();
  }

  Barrier barrier(TenantId tenant) {
    requireConfirmedClock();
    CompletableFuture<Barrier> answer = new CompletableFuture<>();
    queue.add(new Waiting.BarrierCall(tenant, answer));
    return joined(answer);
  }

  /** Other appends come in between its pieces. */
  void finish(Chore chore) {
    requireConfirmedClock();
    run(chore);
  }

  /** Also while the clock is not confirmed. */
  void run(Chore chore) {
    boolean more = true;
    while (more) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      queue.add(new Waiting.ChoreCall(chore, answer));
      more = joined(answer);
    }
  }

  private void requireConfirmedClock() {
    if (clock.state() instanceof ClockState.Unconfirmed) {
      throw new LogUnavailableException(CLOCK.reason());
    }
  }

  private static <T> T joined(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LogUnavailableException unavailable) {
        throw new LogUnavailableException(String.valueOf(unavailable.getMessage()));
      }
      throw e;
    }
  }

  /** Why no events are taken. */
  Optional<LogRefusal> refusal() {
    if (clock.state() instanceof ClockState.Unconfirmed) {
      return Optional.of(new LogRefusal.OnPurpose(CLOCK.reason()));
    }
    return queue
        .refusal()
        .<LogRefusal>map(LogRefusal.Broken::new)
        .or(() -> reserve.known().map(low -> new LogRefusal.OnPurpose(low.reason())));
  }
}
