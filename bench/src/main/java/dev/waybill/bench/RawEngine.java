package dev.waybill.bench;

import dev.waybill.event.BodyFormat;
import dev.waybill.event.EventContext;
import dev.waybill.event.EventLimits;
import dev.waybill.event.EventReader;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.TenantChoice;
import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Delivery;
import dev.waybill.export.EngineListener;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations;
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
import dev.waybill.log.ConflictPolicy;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The server's log, control plane and engine, without the API, and with clocks that are set. */
final class RawEngine implements AutoCloseable {
  private static final Credentials CREDENTIALS = new Credentials.AccessKey("AK", "SK");
  private static final int ALL = 1_000_000_000;

  final SteppedTime time;
  private final EventLog log;
  final ControlPlane controlPlane;
  private final ExportEngine engine;
  private final DataDirectory directory;
  private final S3Stores stores;
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final Semaphore delivered = new Semaphore(0);
  private final AtomicReference<@Nullable IllegalStateException> broken = new AtomicReference<>();

  /**
   * @param folder the data directory
   * @param start what the clock shows at first
   */
  RawEngine(Path folder, Instant start) {
    time = new SteppedTime(start);
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
      end(new IllegalStateException(failure.toString()));
    }

    @Override
    public void defect(String doing, Throwable cause) {
      end(new IllegalStateException("defect while " + doing, cause));
    }

    /** Nobody waits for what does not come. */
    private void end(IllegalStateException reason) {
      if (broken.compareAndSet(null, reason)) {
        delivered.release(ALL);
      }
    }
  }

  void start() {
    engine.start();
  }

  void wake() {
    engine.wake();
  }

  /** Returns when so many jobs more were delivered. */
  void awaitDelivered(int jobs) throws InterruptedException {
    delivered.acquire(jobs);
    IllegalStateException reason = broken.get();
    if (reason != null) {
      throw reason;
    }
  }

  /** Without what is only in the file of its last writes. */
  long controlPlaneBytes() throws IOException {
    return Files.size(directory.controlPlane());
  }

  /** An integration of a bucket that takes everything; it is created with its first export. */
  StorageIntegration integration(TenantId tenant, String name, URI endpoint) {
    UUID id = UUID.randomUUID();
    return new StorageIntegration(
        new IntegrationId(id),
        tenant,
        name,
        new S3Location(
            "bench",
            new StoragePath(tenant.value() + "/" + name),
            "us-east-1",
            Optional.of(endpoint),
            true),
        id,
        ConnectionTest.passed(time.now()),
        1,
        time.now(),
        time.now());
  }

  /**
   * Creates an export of everything that is there.
   *
   * @param first whether it is the integration's first one
   * @param start what was received since then is delivered
   * @return empty if its name was given before
   */
  Optional<ExportConfiguration> create(
      StorageIntegration integration,
      boolean first,
      String name,
      Interval interval,
      Selection selection,
      Instant start) {
    UUID id = UUID.randomUUID();
    ExportConfiguration export =
        new ExportConfiguration(
            new ConfigurationId(id),
            integration.tenant(),
            name,
            integration.id(),
            interval,
            selection,
            OutputSettings.DEFAULT,
            "BEGINNING",
            true,
            1,
            time.now(),
            time.now());
    var schedule = new Schedule(export.id(), interval);
    Instant lastTick = schedule.currentTick(time.now());
    Stream stream =
        new Stream(
            new StreamId(id), export.id(), Position.ZERO, start.toEpochMilli() - 1, 1, 1, lastTick);
    Instant due = schedule.nextDue(lastTick, time.now());
    ExportConfigurations all = controlPlane.exportConfigurations();
    Change made =
        first
            ? all.create(integration, CREDENTIALS, export, stream, due, Optional.empty())
            : all.create(export, stream, due, Optional.empty());
    return made instanceof Change.Done ? Optional.of(export) : Optional.empty();
  }

  /** Appends a body of NDJSON, as ingest does. */
  void append(TenantId tenant, byte[] body) {
    var context =
        new EventContext(
            "bench",
            new UUID(0, 1),
            new TenantChoice.OfRequest(tenant),
            Optional.empty(),
            Optional.empty(),
            UUID::randomUUID);
    if (!(reader.read(body, body.length, BodyFormat.NDJSON, context)
        instanceof ReadOutcome.ParsedBody parsed)) {
      throw new IllegalStateException("ingest would refuse the body");
    }
    log.append(parsed.batch(), ConflictPolicy.REJECT_EVENT);
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
