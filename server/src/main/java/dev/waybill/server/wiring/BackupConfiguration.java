package dev.waybill.server.wiring;

import dev.waybill.retention.RetentionGate;
import dev.waybill.server.admin.BackupController;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.backup.BackupSources;
import dev.waybill.server.backup.Backups;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.time.TimeSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Backups. */
@Configuration(proxyBeanMethods = false)
class BackupConfiguration {

  @Bean
  Backups backups(
      Settings settings,
      DataDirectory directory,
      ControlPlane controlPlane,
      RocksEventLog log,
      RetentionGate gate,
      TimeSource time,
      Supplier<UUID> ids) {
    return new Backups(
        new BackupSources(directory, controlPlane, log, gate, time, Version.current()),
        settings.storage().directoryRoots(),
        ids);
  }

  @Bean
  BackupController backupAdministration(Backups backups, SelfAudit audit) {
    return new BackupController(backups, audit);
  }
}
