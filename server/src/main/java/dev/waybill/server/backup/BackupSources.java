package dev.waybill.server.backup;

import static java.util.Objects.requireNonNull;

import dev.waybill.retention.RetentionGate;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.time.TimeSource;

/**
 * What is backed up.
 *
 * @param gate keeps retention from deleting while a copy is made
 * @param version of this Waybill
 */
public record BackupSources(
    DataDirectory directory,
    ControlPlane controlPlane,
    RocksEventLog log,
    RetentionGate gate,
    TimeSource time,
    String version) {
  public BackupSources {
    requireNonNull(directory, "directory is null");
    requireNonNull(controlPlane, "controlPlane is null");
    requireNonNull(log, "log is null");
    requireNonNull(gate, "gate is null");
    requireNonNull(time, "time is null");
    requireNonNull(version, "version is null");
  }
}
