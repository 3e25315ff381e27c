package dev.waybill.server.backup;

import static org.awaitility.Awaitility.await;

import dev.waybill.event.EventBatches;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.Position;
import dev.waybill.log.SeenEvents;
import dev.waybill.retention.RetentionGate;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.rocksdb.RocksLogOptions;
import dev.waybill.server.secrets.KeyRotations;
import dev.waybill.server.secrets.RotationStatus;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.server.sql.MigratedFile;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A data directory in use, without a server around it. */
public final class LiveData implements AutoCloseable {
  public static final TenantId TENANT = Samples.TENANT;

  public final SettableTime time = new SettableTime(Samples.NOW);
  public final DataDirectory directory;
  public final ControlPlane controlPlane;
  public final RocksEventLog log;

  private LiveData(Path folder) {
    directory = DataDirectory.open(folder);
    try {
      MigratedFile.at(directory.controlPlane());
      controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 10);
      log = RocksEventLog.open(directory.log(), RocksLogOptions.defaults(), time);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  public static LiveData open(Path folder) {
    return new LiveData(folder);
  }

  /** A new export of the tenant, whose stream has come to where the log ends. */
  public ExportConfiguration export(String bucket) {
    controlPlane.tenants().upsert(TENANT, "Acme", Samples.NOW);
    StorageIntegration integration = Samples.integration(TENANT, Samples.location(bucket));
    ExportConfiguration configuration = Samples.configuration(integration);
    Change change =
        controlPlane
            .exportConfigurations()
            .create(
                integration,
                Samples.CREDENTIALS,
                configuration,
                Samples.withCursor(Samples.stream(configuration), log.end(TENANT)),
                Samples.NOW,
                Optional.empty());
    if (!(change instanceof Change.Done)) {
      throw new AssertionError(change.toString());
    }
    return configuration;
  }

  /** Plans a job of ten events, which must be in the log. */
  public ExportJob plan(ExportConfiguration configuration) {
    ExportJob job = Samples.job(configuration, stream(configuration.id()));
    if (!controlPlane.exportLedger().plan(job, Samples.NOW, Samples.NOW.plusSeconds(3600))) {
      throw new AssertionError("not planned");
    }
    return job;
  }

  public Stream stream(ConfigurationId id) {
    return controlPlane.exportConfigurations().stream(TENANT, id).orElseThrow();
  }

  /** The position of the last of the events, which are accepted. */
  public Position append(String... ids) {
    AppendOutcome outcome = log.append(EventBatches.of(TENANT, ids), ConflictPolicy.REJECT_EVENT);
    if (outcome instanceof AppendOutcome.Appended appended) {
      return appended.last().orElseThrow();
    }
    throw new AssertionError(outcome.toString());
  }

  /** The ids of all events, in order. */
  public List<String> ids() {
    return SeenEvents.all(log, TENANT).stream()
        .map(seen -> seen.line().replaceFirst("^.\"eventID\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  BackupSources sources() {
    return new BackupSources(directory, controlPlane, log, new RetentionGate(), time, "1.0-test");
  }

  /** Rotates the key of the secrets, and waits for the end. */
  public void rotateSecretKey() {
    try (KeyRotations rotations =
        new KeyRotations(controlPlane.secretKey(), controlPlane.storedSecrets(), time)) {
      rotations.start();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> rotations.last().orElseThrow().progress() instanceof RotationStatus.Succeeded);
    }
  }

  public Backup backup(Path to, KeyChoice keys) throws IOException {
    return new BackupWriter(sources(), _ -> {}).write(new BackupFolder(to), keys);
  }

  @Override
  public void close() {
    log.close();
    controlPlane.close();
    directory.close();
  }
}
