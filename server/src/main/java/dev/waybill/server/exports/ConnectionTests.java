package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.integration.Confirmation;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.integration.DeletedIntegration;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * Tests connections: when asked to, and again whenever the status of one that does not work is
 * read. A change to success wakes the integration's blocked jobs.
 */
public final class ConnectionTests implements AutoCloseable {
  private final StorageIntegrations integrations;
  private final BiFunction<Location, Credentials, Finding> check;
  private final BiFunction<Location, Credentials, Finding> fullCheck;
  private final JobRunner jobs;
  private final TimeSource time;
  private final Delay delay;
  private final TestLimits limits;
  private final TestFlights flights;

  /**
   * Uses what {@link dev.waybill.integration.ConnectionTester} finds.
   *
   * @param check what a test by reading does
   * @param fullCheck what a test does that somebody asked for
   * @param executor runs the tests, each of which may block for long
   */
  public ConnectionTests(
      StorageIntegrations integrations,
      BiFunction<Location, Credentials, Finding> check,
      BiFunction<Location, Credentials, Finding> fullCheck,
      JobRunner jobs,
      TimeSource time,
      Executor executor,
      Delay delay) {
    this(integrations, check, fullCheck, jobs, time, executor, delay, TestLimits.DEFAULT);
  }

  ConnectionTests(
      StorageIntegrations integrations,
      BiFunction<Location, Credentials, Finding> check,
      BiFunction<Location, Credentials, Finding> fullCheck,
      JobRunner jobs,
      TimeSource time,
      Executor executor,
      Delay delay,
      TestLimits limits) {
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.check = requireNonNull(check, "check is null");
    this.fullCheck = requireNonNull(fullCheck, "fullCheck is null");
    this.jobs = requireNonNull(jobs, "jobs is null");
    this.time = requireNonNull(time, "time is null");
    this.delay = requireNonNull(delay, "delay is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.flights = new TestFlights(this::testByReading, time, executor, delay, limits);
  }

  /**
   * Finds out about a destination that is not stored yet. Where tenants share the service's
   * identity nothing is sent until it is stored ({@link #first}): a request that will be refused
   * leaves no object in a bucket that may be another tenant's.
   */
  Finding tryOut(Destination destination) {
    return destination.confirmed()
        ? fullCheck.apply(destination.location(), destination.credentials())
        : new Finding(ConnectionTest.notTested(time.now()), false, destination.location());
  }

  /** What was stored without a test, tested now; anything else as it is. */
  StorageIntegration first(StorageIntegration stored) {
    return !stored.confirmed() && failedAs(ConnectionTest.NOT_TESTED, stored)
        ? Views.tested(stored, test(stored))
        : stored;
  }

  /** Finds out whether a destination works, for what is done next; nothing notes it. */
  ConnectionTest probe(Destination destination) {
    return check.apply(destination.location(), destination.credentials()).test();
  }

  /**
   * Tests a connection because someone asked for it; what it finds counts, and success lets blocked
   * jobs try again now.
   */
  Finding test(StorageIntegration integration) {
    Credentials credentials = credentials(integration);
    Finding found =
        confirmed(
            fullCheck.apply(integration.location(), credentials),
            credentials,
            integration.confirmed());
    record(integration, found.test(), found.learned());
    return found;
  }

  /**
   * The state of each of the integrations, for reading: those that do not work are tested once
   * more, by a test that starts after this call. What takes longer than the patience of a read is
   * given as last known, and so is what is deleted meanwhile and what cannot be tested for a defect
   * of ours, which is logged: neither keeps the others from their answer.
   */
  public CompletableFuture<Map<IntegrationId, ConnectionTest>> read(
      List<StorageIntegration> asked) {
    Map<IntegrationId, ConnectionTest> known = new ConcurrentHashMap<>();
    asked.forEach(integration -> known.put(integration.id(), integration.lastTest()));
    List<CompletableFuture<Void>> pending =
        asked.stream()
            .filter(integration -> !integration.lastTest().succeeded())
            .filter(integration -> !awaitsConfirmation(integration))
            .filter(integration -> !DeletedIntegration.is(integration))
            .map(
                integration ->
                    flights
                        .request(integration)
                        .exceptionally(_ -> integration.lastTest())
                        .thenAccept(test -> known.put(integration.id(), test)))
            .toList();
    CompletableFuture<Map<IntegrationId, ConnectionTest>> result =
        CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new))
            .thenApply(_ -> Map.copyOf(known));
    if (!result.isDone()) {
      delay.after(limits.patience(), () -> result.complete(Map.copyOf(known)));
    }
    return result;
  }

  /** Starts no more tests by reading. */
  @Override
  public void close() {
    flights.close();
  }

  private ConnectionTest testByReading(StorageIntegration asked) {
    Optional<StorageIntegration> current = integrations.find(asked.tenant(), asked.id());
    Optional<Credentials> credentials = integrations.credentials(asked.tenant(), asked.id());
    if (current.isEmpty() || credentials.isEmpty()) {
      return asked.lastTest();
    }
    StorageIntegration integration = current.get();
    ConnectionTest before = integration.lastTest();
    if (before.succeeded()) {
      return before;
    }
    Finding found =
        confirmed(
            check.apply(integration.location(), credentials.get()),
            credentials.get(),
            integration.confirmed());
    ConnectionTest after = TestVerdict.after(before, found);
    boolean news = !after.equals(before) || !found.learned().equals(integration.location());
    // What is found after the end may be that it was the end.
    if (news && !flights.isClosed() && !record(integration, after, found.learned())) {
      // It was changed during the test, which therefore says nothing of what is there now.
      return integrations
          .find(asked.tenant(), asked.id())
          .map(StorageIntegration::lastTest)
          .orElse(after);
    }
    return after;
  }

  /** Reading does not confirm: nothing would be found out but that, at the cost of requests. */
  private static boolean awaitsConfirmation(StorageIntegration integration) {
    return !integration.confirmed() && failedAs(Confirmation.NOT_CONFIRMED, integration);
  }

  private static boolean failedAs(String code, StorageIntegration integration) {
    return integration.lastTest().failure().map(Failure::code).filter(code::equals).isPresent();
  }

  /** A connection that works is not enough where the tenant has yet to confirm the place. */
  private static Finding confirmed(Finding found, Credentials credentials, boolean confirmed) {
    return confirmed
        ? found
        : credentials.proof().map(proof -> Confirmation.awaiting(found, proof)).orElse(found);
  }

  /**
   * @return whether it was about the present destination
   */
  private boolean record(StorageIntegration integration, ConnectionTest test, Location found) {
    TenantId tenant = integration.tenant();
    long revision = integration.revision();
    Optional<Location> learned =
        Optional.of(found).filter(news -> !news.equals(integration.location()));
    boolean current =
        test.neededNoPreviousKey()
            ? integrations.recordProof(tenant, integration.id(), revision, test, learned)
            : integrations.recordTest(tenant, integration.id(), revision, test, learned);
    if (current && test.succeeded()) {
      integrations.wake(tenant, integration.id(), time.now());
      jobs.wake();
    }
    return current;
  }

  private Credentials credentials(StorageIntegration integration) {
    return integrations
        .credentials(integration.tenant(), integration.id())
        .orElseThrow(() -> Refused.notFound("id", "storage integration"));
  }
}
