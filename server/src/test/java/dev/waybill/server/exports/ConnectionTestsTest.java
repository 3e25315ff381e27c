package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ConnectionTestsTest {
  private static final TenantId TENANT = new TenantId("acme");
  private static final Failure UNREACHABLE =
      failure(Stage.RESOLVE, "UNREACHABLE", "Nobody answers.");

  private final SettableTime time = new SettableTime();
  private final ManualDelay delay = new ManualDelay(time);
  private final InMemoryIntegrations integrations = new InMemoryIntegrations();
  private final Queue<Runnable> started = new ArrayDeque<>();
  private final List<Instant> checks = new ArrayList<>();
  private final Wakes wakes = new Wakes();
  private final ConnectionTests tests =
      new ConnectionTests(
          integrations,
          (location, _) -> check(location),
          (location, _) -> check(location),
          wakes,
          time,
          started::add,
          delay,
          new TestLimits(2, 3, Duration.ofSeconds(2), Duration.ofSeconds(5)));

  private Optional<Failure> answer = Optional.of(UNREACHABLE);
  private boolean markerWasThere;
  private Runnable duringTheTest = () -> {};
  private Optional<Location> learned = Optional.empty();

  private final Logger logger = (Logger) LoggerFactory.getLogger(TestFlights.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void aConnectionThatWorksIsNotTestedAgain() {
    StorageIntegration working = integration(TENANT, Optional.empty());
    assertThat(status(tests.read(List.of(working)), working)).isEqualTo("SUCCESS");
    assertThat(started).isEmpty();
  }

  @Test
  void readingShowsSuccessAtTheFirstReadAfterTheRepair() {
    StorageIntegration broken = broken(TENANT);
    answer = Optional.empty();
    var read = tests.read(List.of(broken));
    assertThat(read).isNotDone();
    runStarted();
    assertThat(status(read, broken)).isEqualTo("SUCCESS");
    assertThat(integrations.find(TENANT, broken.id()).orElseThrow().lastTest().succeeded())
        .isTrue();
  }

  @Test
  void aChangeToSuccessWakesTheBlockedJobs() {
    StorageIntegration broken = broken(TENANT);
    assertThat(tests.read(List.of(broken))).isNotNull();
    runStarted();
    assertThat(integrations.woken()).isEmpty();
    answer = Optional.empty();
    assertThat(tests.read(List.of(broken))).isNotNull();
    delay.advance(Duration.ofSeconds(2));
    runStarted();
    assertThat(integrations.woken()).containsExactly(broken.id());
    assertThat(wakes.count()).isEqualTo(1);
  }

  @Test
  void readsAtTheSameTimeShareOneTest() {
    StorageIntegration broken = broken(TENANT);
    var first = tests.read(List.of(broken));
    var second = tests.read(List.of(broken));
    assertThat(started).hasSize(1);
    // A third comes while it is under way; the answer may be older than the question.
    runOne();
    assertThat(first).isDone();
    assertThat(second).isNotDone();
    delay.advance(Duration.ofSeconds(2));
    runStarted();
    assertThat(second).isDone();
    assertThat(checks).hasSize(2);
  }

  @Test
  void aReadDuringATestIsAnsweredByItsSuccess() {
    StorageIntegration broken = broken(TENANT);
    answer = Optional.empty();
    assertThat(tests.read(List.of(broken))).isNotNull();
    var during = tests.read(List.of(broken));
    runStarted();
    assertThat(status(during, broken)).isEqualTo("SUCCESS");
    assertThat(checks).hasSize(1);
  }

  @Test
  void aReadSoonAfterATestWaitsUntilTwoSecondsAfterItsStart() {
    StorageIntegration broken = broken(TENANT);
    assertThat(tests.read(List.of(broken))).isNotNull();
    runStarted();
    delay.advance(Duration.ofMillis(500));
    var again = tests.read(List.of(broken));
    delay.advance(Duration.ofMillis(1_499));
    assertThat(started).isEmpty();
    answer = Optional.empty();
    delay.advance(Duration.ofMillis(1));
    runStarted();
    assertThat(status(again, broken)).isEqualTo("SUCCESS");
    assertThat(Duration.between(checks.getFirst(), checks.getLast()))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aReadGivesWhatIsKnownAfterFiveSeconds() {
    StorageIntegration broken = broken(TENANT);
    var read = tests.read(List.of(broken));
    delay.advance(Duration.ofMillis(4_999));
    assertThat(read).isNotDone();
    delay.advance(Duration.ofMillis(1));
    assertThat(status(read, broken)).isEqualTo("It was broken.");
    answer = Optional.empty();
    runStarted();
    assertThat(integrations.find(TENANT, broken.id()).orElseThrow().lastTest().succeeded())
        .isTrue();
  }

  @Test
  void oneTenantTestsSoManyAtOnceAndAllTenantsSoMany() {
    List<StorageIntegration> mine = IntStream.range(0, 5).mapToObj(_ -> broken(TENANT)).toList();
    TenantId other = new TenantId("other");
    List<StorageIntegration> theirs = IntStream.range(0, 5).mapToObj(_ -> broken(other)).toList();
    var first = tests.read(mine);
    assertThat(started).hasSize(2);
    var second = tests.read(theirs);
    assertThat(started).hasSize(3);
    answer = Optional.empty();
    runStarted();
    assertThat(first.join().values()).allMatch(ConnectionTest::succeeded);
    assertThat(second.join().values()).allMatch(ConnectionTest::succeeded);
    assertThat(checks).hasSize(10);
  }

  @Test
  void nothingIsKeptOfConnectionsThatNobodyReadsAnyMore() {
    StorageIntegration broken = broken(TENANT);
    assertThat(tests.read(List.of(broken))).isNotNull();
    runStarted();
    delay.advance(Duration.ofSeconds(5));
    assertThat(delay.pending()).isZero();
    assertThat(tests.read(List.of(broken))).isNotNull();
    assertThat(started).hasSize(1);
  }

  @Test
  void whatAnotherRevisionLearnedIsDropped() {
    StorageIntegration broken = broken(TENANT);
    answer = Optional.empty();
    tests.test(revision(broken, 2));
    assertThat(integrations.find(TENANT, broken.id()).orElseThrow().lastTest().succeeded())
        .isFalse();
    assertThat(integrations.woken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO_SUCH_BUCKET", "STORE_FULL", "KMS_KEY_REFUSED"})
  void aMarkerThatWasThereDoesNotClearWhatOnlyAPutDisproves(String code) {
    StorageIntegration blocked =
        integration(TENANT, Optional.of(failure(Stage.PUT, code, "It was broken.")));
    answer = Optional.empty();
    markerWasThere = true;
    var read = tests.read(List.of(blocked));
    runStarted();
    assertThat(status(read, blocked)).isEqualTo("It was broken.");
    assertThat(tests.test(blocked).test().succeeded()).isTrue();
    assertThat(integrations.woken()).containsExactly(blocked.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCESS_DENIED", "WRONG_SECRET", "UNKNOWN_ACCESS_KEY"})
  void aMarkerThatWasThereClearsRefusedAccess(String code) {
    StorageIntegration blocked =
        integration(TENANT, Optional.of(failure(Stage.PUT, code, "It was broken.")));
    answer = Optional.empty();
    markerWasThere = true;
    var read = tests.read(List.of(blocked));
    runStarted();
    assertThat(status(read, blocked)).isEqualTo("SUCCESS");
  }

  @Test
  void aMarkerThatWasThereIsATestOfWhatWasChanged() {
    StorageIntegration changed =
        integration(TENANT, ConnectionTest.notTested(time.now()).failure());
    answer = Optional.empty();
    markerWasThere = true;
    var read = tests.read(List.of(changed));
    runStarted();
    assertThat(status(read, changed)).isEqualTo("SUCCESS");
  }

  @Test
  void successAtTheOldPlaceIsNotShownForTheNewOne() {
    StorageIntegration broken = broken(TENANT);
    answer = Optional.empty();
    duringTheTest = () -> integrations.put(revision(broken, 2));
    var read = tests.read(List.of(broken));
    runStarted();
    assertThat(status(read, broken)).isEqualTo("It was broken.");
    assertThat(integrations.woken()).isEmpty();
  }

  @Test
  void aSlowTestByReadingDoesNotReplaceWhatOneThatSomebodyAskedForFoundMeanwhile() {
    StorageIntegration broken = broken(TENANT);
    duringTheTest =
        () -> {
          duringTheTest = () -> {};
          answer = Optional.empty();
          assertThat(tests.test(broken).test().succeeded()).isTrue();
          answer = Optional.of(failure(Stage.PUT, "NO_SUCH_BUCKET", "It was not there yet."));
        };

    var read = tests.read(List.of(broken));
    runStarted();

    assertThat(status(read, broken)).isEqualTo("SUCCESS");
    assertThat(integrations.find(TENANT, broken.id()).orElseThrow().lastTest().succeeded())
        .isTrue();
  }

  @Test
  void aFailingTestByReadingDoesNotHideWhatADeliveryFound() {
    StorageIntegration blocked =
        integration(TENANT, Optional.of(failure(Stage.PUT, "STORE_FULL", "It was broken.")));
    assertThat(tests.read(List.of(blocked))).isNotNull();
    runStarted();
    assertThat(integrations.find(TENANT, blocked.id()).orElseThrow().lastTest().status())
        .isEqualTo("It was broken.");
  }

  @Test
  void whatATestFindsThatTheEndOfTheServiceInterruptsIsDropped() {
    StorageIntegration broken = broken(TENANT);
    assertThat(tests.read(List.of(broken))).isNotNull();
    tests.close();
    answer = Optional.of(failure(Stage.ASSUME_ROLE, "INTERRUPTED", "The service stops."));
    runStarted();
    assertThat(integrations.find(TENANT, broken.id()).orElseThrow().lastTest())
        .isEqualTo(broken.lastTest());
  }

  @Test
  void whatIsLearnedOfAStoreIsKeptByEveryKindOfTestAndIsNoChangeOfTheLocation() {
    StorageIntegration blocked =
        integration(TENANT, Optional.of(failure(Stage.PUT, "STORE_FULL", "It was broken.")));
    answer = Optional.empty();
    markerWasThere = true;
    learned = Optional.of(new DirectoryLocation("/read", TENANT, StoragePath.ROOT));
    assertThat(tests.read(List.of(blocked))).isNotNull();
    runStarted();

    StorageIntegration read = integrations.find(TENANT, blocked.id()).orElseThrow();
    assertThat(read.location()).isEqualTo(learned.get());
    assertThat(read.lastTest()).isEqualTo(blocked.lastTest());
    assertThat(read.revision()).isEqualTo(blocked.revision());

    learned = Optional.of(new DirectoryLocation("/asked", TENANT, StoragePath.ROOT));
    assertThat(tests.test(read).learned()).isEqualTo(learned.get());
    StorageIntegration asked = integrations.find(TENANT, blocked.id()).orElseThrow();
    assertThat(asked.location()).isEqualTo(learned.get());
    assertThat(asked.revision()).isEqualTo(blocked.revision());
  }

  @Test
  void whatIsDeletedMeanwhileIsGivenAsLastKnownAmongTheOthers() {
    StorageIntegration broken = broken(TENANT);
    StorageIntegration deleted = broken(TENANT);
    var read = tests.read(List.of(deleted, broken));
    integrations.delete(deleted.id());
    answer = Optional.empty();
    runStarted();

    assertThat(status(read, deleted)).isEqualTo("It was broken.");
    assertThat(status(read, broken)).isEqualTo("SUCCESS");
    assertThat(checks).as("nobody has its credentials any more").hasSize(1);
  }

  @Test
  void aDefectOfATestIsLoggedOnceWhileReadersGetWhatIsKnownAndTheNextOneIsLetThrough() {
    StorageIntegration defective = broken(TENANT);
    StorageIntegration working = integration(TENANT, Optional.empty());
    ConnectionTests failing =
        new ConnectionTests(
            integrations,
            (_, _) -> {
              throw new IllegalStateException("defect");
            },
            (location, _) -> check(location),
            wakes,
            time,
            started::add,
            delay);
    var read = failing.read(List.of(defective, working));
    runStarted();
    assertThat(status(read, defective)).isEqualTo("It was broken.");
    assertThat(status(read, working)).isEqualTo("SUCCESS");
    assertThat(log.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.ERROR);
              assertThat(line.getFormattedMessage()).contains(defective.id().toString());
              assertThat(line.getThrowableProxy().getMessage()).isEqualTo("defect");
            });
    assertThat(failing.read(List.of(defective))).isNotNull();
    delay.advance(Duration.ofSeconds(2));
    assertThat(started).hasSize(1);
  }

  private Finding check(Location location) {
    checks.add(time.now());
    duringTheTest.run();
    return new Finding(test(answer), markerWasThere, learned.orElse(location));
  }

  private void runStarted() {
    while (!started.isEmpty()) {
      runOne();
    }
  }

  private void runOne() {
    started.remove().run();
  }

  private static String status(
      CompletableFuture<Map<IntegrationId, ConnectionTest>> read, StorageIntegration of) {
    assertThat(read).isDone();
    return read.join().getOrDefault(of.id(), of.lastTest()).status();
  }

  private StorageIntegration broken(TenantId tenant) {
    return integration(
        tenant, Optional.of(failure(Stage.RESOLVE, "UNREACHABLE", "It was broken.")));
  }

  private StorageIntegration integration(TenantId tenant, Optional<Failure> failure) {
    StorageIntegration integration =
        new StorageIntegration(
            new IntegrationId(UUID.randomUUID()),
            tenant,
            "name",
            new DirectoryLocation("/exports", tenant, StoragePath.ROOT),
            UUID.randomUUID(),
            test(failure),
            1,
            time.now(),
            time.now());
    integrations.put(integration);
    return integration;
  }

  private static StorageIntegration revision(StorageIntegration integration, long revision) {
    return new StorageIntegration(
        integration.id(),
        integration.tenant(),
        integration.name(),
        integration.location(),
        integration.authentication(),
        integration.confirmed(),
        integration.externalId(),
        integration.lastTest(),
        revision,
        integration.createdAt(),
        integration.updatedAt());
  }

  private ConnectionTest test(Optional<Failure> failure) {
    return failure
        .map(f -> ConnectionTest.failed(f.message(), f, time.now()))
        .orElseGet(() -> ConnectionTest.passed(time.now()));
  }

  private static Failure failure(Stage stage, String code, String message) {
    return new Failure(Fault.CUSTOMER, stage, code, message, "Repair it.");
  }
}
