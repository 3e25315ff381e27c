package dev.waybill.bench;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Delivery;
import dev.waybill.export.EngineListener;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportEngine;
import dev.waybill.export.Interval;
import dev.waybill.export.OutputSettings;
import dev.waybill.export.Schedule;
import dev.waybill.export.Selection;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.fault.Failure;
import dev.waybill.format.Encoders;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.rocksdb.RocksLogOptions;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.stores.s3.S3Settings;
import dev.waybill.stores.s3.S3Stores;
import dev.waybill.tenant.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** The server's log, control plane and engine, with many exports and without the API. */
final class ScheduledExports implements AutoCloseable {
  static final Instant TICK = Instant.parse("2026-11-20T14:00:00Z");

  /** Times of receipt lie before the tick. */
  static final Instant START = TICK.minus(Duration.ofMinutes(30));

  private static final Credentials CREDENTIALS = new Credentials.AccessKey("AK", "SK");

  final SteppedTime time = new SteppedTime(START);
  final EventLog log;
  final ControlPlane controlPlane;
  final ExportEngine engine;
  private final DataDirectory directory;
  private final S3Stores stores;
  private final Semaphore delivered = new Semaphore(0);

  ScheduledExports(Path folder) {
    directory = DataDirectory.open(folder);
    controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 1_000);
    log = RocksEventLog.open(directory.log(), RocksLogOptions.defaults(), time);
    stores =
        new S3Stores(
            new S3Settings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                S3Settings.DEFAULTS.maxConnections(),
                S3Settings.DEFAULTS.partBytes(),
                new EndpointPolicy(Set.of("*"), PrivateAddresses.ALLOWED)),
            time);
    engine =
        new ExportEngine(
            log,
            controlPlane.exportLedger(),
            controlPlane.redeliveryLedger(),
            (location, credentials) ->
                stores.open((S3Location) location, (Credentials.AccessKey) credentials),
            controlPlane.signingKeys(),
            time,
            UUID::randomUUID,
            new SecureRandom(),
            Encoders.ofThisMachine(),
            EngineSettings.DEFAULTS,
            new Counter());
  }

  private final class Counter implements EngineListener {
    @Override
    public void delivered(Attempt attempt, Delivery delivery) {
      delivered.release();
    }

    @Override
    public void failed(Attempt attempt, Failure failure) {
      throw new IllegalStateException(failure.toString());
    }

    @Override
    public void defect(String doing, Throwable cause) {
      System.err.println("defect while " + doing);
      cause.printStackTrace();
    }
  }

  /** Returns when so many jobs more were delivered. */
  void awaitDelivered(int jobs) throws InterruptedException {
    delivered.acquire(jobs);
  }

  /** Without what is only in the file of its last writes. */
  long controlPlaneBytes() throws IOException {
    return Files.size(directory.controlPlane());
  }

  static TenantId tenant(int number) {
    return new TenantId("tenant-" + number);
  }

  /**
   * Creates hourly exports whose next tick is {@link #TICK}, each tenant's on one integration.
   *
   * @return when each of them is due, in seconds after the start, ascending
   */
  long[] create(int tenants, int exportsPerTenant, URI endpoint) {
    return IntStream.range(0, tenants)
        .parallel()
        .mapToObj(number -> createOf(tenant(number), exportsPerTenant, endpoint))
        .flatMapToLong(Arrays::stream)
        .sorted()
        .toArray();
  }

  private long[] createOf(TenantId tenant, int exports, URI endpoint) {
    controlPlane.tenants().upsert(tenant, tenant.value(), time.now());
    UUID id = UUID.randomUUID();
    StorageIntegration integration =
        new StorageIntegration(
            new IntegrationId(id),
            tenant,
            "archive",
            new S3Location(
                "bench", new StoragePath(tenant.value()), "us-east-1", Optional.of(endpoint), true),
            id,
            ConnectionTest.passed(time.now()),
            1,
            time.now(),
            time.now());
    return IntStream.range(0, exports)
        .mapToLong(number -> create(integration, number == 0))
        .toArray();
  }

  private long create(StorageIntegration integration, boolean first) {
    UUID id = UUID.randomUUID();
    ExportConfiguration export =
        new ExportConfiguration(
            new ConfigurationId(id),
            integration.tenant(),
            "all events",
            integration.id(),
            Interval.EVERY_HOUR,
            Selection.ALL,
            OutputSettings.DEFAULT,
            "BEGINNING",
            true,
            1,
            time.now(),
            time.now());
    Instant lastTick = TICK.minus(Duration.ofHours(1));
    Instant due = TICK.plus(new Schedule(export.id(), export.interval()).spread());
    Stream stream =
        new Stream(
            new StreamId(id), export.id(), Position.ZERO, START.toEpochMilli() - 1, 1, 1, lastTick);
    Change made =
        first
            ? controlPlane
                .exportConfigurations()
                .create(integration, CREDENTIALS, export, stream, due, Optional.empty())
            : controlPlane.exportConfigurations().create(export, stream, due, Optional.empty());
    if (!(made instanceof Change.Done)) {
      return create(integration, first); // one of a million names was given before
    }
    return Math.ceilDiv(Duration.between(START, due).toMillis(), 1000L);
  }

  @Override
  public void close() {
    engine.close();
    stores.close();
    log.close();
    controlPlane.close();
    directory.close();
  }
}
