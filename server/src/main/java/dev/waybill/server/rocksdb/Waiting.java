package dev.waybill.server.rocksdb;

import dev.waybill.event.EventBatch;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.AppendOutcome.Refused;
import dev.waybill.log.AppendOutcome.Unknown;
import dev.waybill.log.Barrier;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.tenant.TenantId;
import java.util.concurrent.CompletableFuture;

/** What waits for the committer. */
sealed interface Waiting {

  /** Bytes that it holds in memory. */
  default long bytes() {
    return 0;
  }

  /** Nothing of it was done. */
  void refuse(Refused refusal);

  /** It may have been done or not. */
  void leaveUnknown(String reason);

  record Append(
      EventBatch batch, ConflictPolicy onConflict, CompletableFuture<AppendOutcome> answer)
      implements Waiting {
    @Override
    public long bytes() {
      return batch.length();
    }

    @Override
    public void refuse(Refused refusal) {
      answer.complete(refusal);
    }

    @Override
    public void leaveUnknown(String reason) {
      answer.complete(new Unknown(reason));
    }
  }

  record BarrierCall(TenantId tenant, CompletableFuture<Barrier> answer) implements Waiting {
    @Override
    public void refuse(Refused refusal) {
      answer.completeExceptionally(new LogUnavailableException(refusal.reason()));
    }

    @Override
    public void leaveUnknown(String reason) {
      answer.completeExceptionally(new LogUnavailableException(reason));
    }
  }

  /** Answers whether there is more of it to do. */
  record ChoreCall(Chore chore, CompletableFuture<Boolean> answer) implements Waiting {
    @Override
    public void refuse(Refused refusal) {
      answer.completeExceptionally(new LogUnavailableException(refusal.reason()));
    }

    @Override
    public void leaveUnknown(String reason) {
      answer.completeExceptionally(new LogUnavailableException(reason));
    }
  }
}
