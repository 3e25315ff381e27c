package dev.waybill.server.wiring;

import dev.waybill.log.Position;
import dev.waybill.server.admin.ClockController;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.rocksdb.ClockState;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.rocksdb.RocksLogOptions;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The event log. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

  @Bean
  RocksEventLog log(
      DataDirectory directory, ControlPlane controlPlane, TimeSource time, Settings settings) {
    RocksLogOptions options =
        RocksLogOptions.defaults().withReserve(settings.data().reserve().bytes());
    RocksEventLog log = RocksEventLog.open(directory.log(), options, time);
    try {
      requireSameIncarnation(log, controlPlane);
      controlPlane
          .furthestPositions()
          .forEach((tenant, furthest) -> requireHeld(log, tenant, furthest));
      return log;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  @Bean
  ClockController clock(RocksEventLog log, SelfAudit audit) {
    return new ClockController(
        () -> {
          boolean waited = !(log.clockState() instanceof ClockState.Trusted);
          log.confirmClock();
          return waited;
        },
        audit);
  }

  private static void requireSameIncarnation(RocksEventLog log, ControlPlane controlPlane) {
    if (log.incarnation() != controlPlane.incarnation()) {
      throw new StartRefusedException(
          "The event log is of incarnation "
              + log.incarnation()
              + ", the control plane of "
              + controlPlane.incarnation()
              + ": they are not of the same data directory; restore both from one backup.");
    }
  }

  private static void requireHeld(RocksEventLog log, TenantId tenant, Position furthest) {
    if (log.end(tenant).compareTo(furthest) < 0) {
      throw new StartRefusedException(
          "The event log ends at "
              + log.end(tenant)
              + ", but exports of tenant "
              + tenant
              + " have come to "
              + furthest
              + ": log and control plane are not of the same time; restore both from one backup.");
    }
  }
}
