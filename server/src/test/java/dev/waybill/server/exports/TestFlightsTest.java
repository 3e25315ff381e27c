package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestFlightsTest {
  private static final int PER_TENANT = 2;
  private static final int OVERALL = 4;

  private final SettableTime time = new SettableTime();
  private final ManualDelay delay = new ManualDelay(time);
  private final Queue<Runnable> started = new ArrayDeque<>();
  private final List<String> tested = new ArrayList<>();
  private final TestFlights flights =
      new TestFlights(
          this::test,
          time,
          started::add,
          delay,
          new TestLimits(PER_TENANT, OVERALL, Duration.ofSeconds(2), Duration.ofSeconds(5)));

  @Test
  void tenantsTakeTurnsSoThatTheBacklogOfSomeDoesNotStopAnother() {
    Stream.of("a", "b").forEach(tenant -> request(tenant, 5));
    List<CompletableFuture<ConnectionTest>> late = request("late", 1);
    assertThat(started).hasSize(OVERALL);

    while (!late.getFirst().isDone()) {
      started.remove().run();
    }

    // At most one more of each of the others comes before it.
    assertThat(tested).hasSizeLessThanOrEqualTo(OVERALL + 2 + 1);
  }

  @Test
  void thoseOfATenantAreTestedInTheOrderInWhichTheyWereAskedFor() {
    List<CompletableFuture<ConnectionTest>> all = request("a", 5);
    for (CompletableFuture<ConnectionTest> each : all) {
      assertThat(each).isNotDone();
      started.remove().run();
      assertThat(each).isDone();
    }
  }

  @Test
  void afterTheEndNothingIsStartedOrPutOff() {
    List<CompletableFuture<ConnectionTest>> asked = request("a", 5);
    flights.close();
    started.remove().run();
    started.remove().run();

    assertThat(asked).filteredOn(CompletableFuture::isDone).hasSize(PER_TENANT);
    request("b", 1);
    assertThat(started).isEmpty();
    assertThat(delay.pending()).isZero();
  }

  private List<CompletableFuture<ConnectionTest>> request(String tenant, int count) {
    return Stream.generate(() -> flights.request(broken(new TenantId(tenant))))
        .limit(count)
        .toList();
  }

  private ConnectionTest test(StorageIntegration integration) {
    tested.add(integration.tenant().value());
    return integration.lastTest();
  }

  private StorageIntegration broken(TenantId tenant) {
    Failure failure =
        new Failure(Fault.CUSTOMER, Stage.RESOLVE, "UNREACHABLE", "Nobody answers.", "Repair it.");
    return new StorageIntegration(
        new IntegrationId(UUID.randomUUID()),
        tenant,
        "name",
        new DirectoryLocation("/exports", tenant, StoragePath.ROOT),
        UUID.randomUUID(),
        ConnectionTest.failed(failure.message(), failure, time.now()),
        1,
        time.now(),
        time.now());
  }
}
