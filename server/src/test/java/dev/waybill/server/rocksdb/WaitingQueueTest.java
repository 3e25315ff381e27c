package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.AppendOutcome.Refused;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.rocksdb.WriteBatch;

class WaitingQueueTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final EventBatch BATCH = EventBatches.of(ACME, "a");

  private static final Chore NOTHING =
      new Chore() {
        @Override
        public boolean prepare(Store store, WriteBatch batch) {
          return false;
        }

        @Override
        public void publish() {}
      };

  private final WaitingQueue queue = new WaitingQueue(2L * BATCH.length());

  @Test
  void refusesWhatDoesNotFitAndTakesItWhenThereIsRoom() {
    Waiting.Append first = added();
    Waiting.Append second = added();
    Waiting.Append third = added();

    assertThat(third.answer()).isCompletedWithValueMatching(Refused.class::isInstance);
    assertThat(queue.requests()).isEqualTo(2);
    assertThat(queue.bytes()).isEqualTo(2L * BATCH.length());

    assertThat(queue.take(Long.MAX_VALUE)).containsExactly(first, second);
    assertThat(queue.bytes()).isZero();
    assertThat(added().answer()).isNotDone();
  }

  @Test
  void takesABatchLargerThanTheLimitAlone() {
    WaitingQueue small = new WaitingQueue(1);
    small.add(new Waiting.Append(BATCH, REJECT_EVENT, new CompletableFuture<>()));

    assertThat(small.take(1)).hasSize(1);
  }

  @Test
  void boundsAGroupInBytes() {
    Waiting.Append first = added();
    Waiting.Append second = added();

    assertThat(queue.take(BATCH.length())).containsExactly(first);
    assertThat(queue.take(BATCH.length())).containsExactly(second);
  }

  @Test
  void givesUpkeepAGroupOfItsOwn() {
    Waiting.Append first = added();
    Waiting.ChoreCall chore = new Waiting.ChoreCall(NOTHING, new CompletableFuture<>());
    queue.add(chore);
    Waiting.Append second = added();

    assertThat(queue.take(Long.MAX_VALUE)).containsExactly(first);
    assertThat(queue.take(Long.MAX_VALUE)).containsExactly(chore);
    assertThat(queue.take(Long.MAX_VALUE)).containsExactly(second);
  }

  @Test
  void refusesWhatWaitsAndWhatComesUntilItAcceptsAgain() {
    Refused reason = new Refused("being opened again", Duration.ofSeconds(5));
    Waiting.Append waiting = added();

    queue.refuse(reason);

    assertThat(waiting.answer()).isCompletedWithValue(reason);
    assertThat(added().answer()).isCompletedWithValue(reason);
    assertThat(queue.refusal()).contains("being opened again");

    queue.accept();

    assertThat(added().answer()).isNotDone();
  }

  @Test
  void handsOutWhatWaitsAfterItWasClosedAndTakesNothingMore() {
    Waiting.Append waiting = added();

    queue.close();
    queue.accept();

    assertThat(added().answer()).isCompletedWithValueMatching(Refused.class::isInstance);
    assertThat(queue.take(Long.MAX_VALUE)).containsExactly(waiting);
    assertThat(queue.take(Long.MAX_VALUE)).isEmpty();
    assertThat(queue.closedWithin(Duration.ofDays(1))).isTrue();
  }

  private Waiting.Append added() {
    Waiting.Append append =
        new Waiting.Append(BATCH, REJECT_EVENT, new CompletableFuture<AppendOutcome>());
    queue.add(append);
    return append;
  }
}
