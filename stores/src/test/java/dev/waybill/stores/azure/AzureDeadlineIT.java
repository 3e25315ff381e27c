package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import dev.waybill.fault.Fault;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of requests that no time was left for, and that nothing of them is sent. */
class AzureDeadlineIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SettableTime time = new SettableTime();
  private final FakeBlobService server = new FakeBlobService();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AzureHttp http = AzureHttp.of(oneConnection());
  private final AzureBreakdowns breakdowns =
      new AzureBreakdowns(
          AzurePeer.store(
              AzureLocation.ofAccount("waybilltest", "audit", new StoragePath("p")),
              Optional.empty()),
          /* throughProxy= */ false);

  @AfterEach
  void stop() {
    http.close();
    server.close();
    threads.close();
  }

  @Test
  void sendsNothingWhenTheTimeIsOverBefore() {
    Deadline deadline = new Deadline(time, MINUTE);
    time.advance(MINUTE);

    assertTimedOutUnsent(outcome(deadline));

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void sendsNothingWhenTheTimeIsOverAfterTheWaitForAConnection() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    server.then(
        (_, service) -> {
          arrived.countDown();
          await(goOn);
          service.serve();
        });
    CompletableFuture<PutOutcome> first =
        CompletableFuture.supplyAsync(() -> outcome(new Deadline(time, MINUTE)), threads);
    await(arrived);
    CountDownLatch begun = new CountDownLatch(1);
    Deadline second = new Deadline(time, MINUTE);
    CompletableFuture<PutOutcome> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              begun.countDown();
              return outcome(second);
            },
            threads);
    await(begun);

    time.advance(MINUTE);
    goOn.countDown();

    assertThat(first.get()).isEqualTo(new PutOutcome.Stored());
    assertTimedOutUnsent(waiting.get());
    assertThat(server.requests()).hasSize(1);
  }

  private PutOutcome outcome(Deadline deadline) {
    HttpRequest request =
        new HttpRequest(
                HttpMethod.PUT, server.endpoint().replace("{account}", "waybilltest/audit/p"))
            .setBody(BinaryData.fromBytes("content".getBytes(UTF_8)));
    try (var _ = http.sendSync(request, AzureHttp.until(deadline))) {
      return new PutOutcome.Stored();
    } catch (RuntimeException e) {
      return breakdowns.outcome(e);
    }
  }

  private static void assertTimedOutUnsent(PutOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            PutOutcome.Refused.class,
            refused -> {
              assertThat(refused.failure().code()).isEqualTo("TIMEOUT");
              assertThat(refused.failure().fault()).isEqualTo(Fault.CAPACITY);
            });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private AzureSettings oneConnection() {
    return new AzureSettings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        /* maxConnections= */ 1,
        AzureTestSettings.BLOCK,
        Optional.of(server.endpoint()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
