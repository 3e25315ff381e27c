package dev.waybill.server.wiring;

import dev.waybill.log.DeletionTime;
import dev.waybill.log.EventLog;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.deliveries.BacklogMetrics;
import dev.waybill.server.operation.DiskMetrics;
import dev.waybill.server.rocksdb.LogRefusal;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.time.TimeSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, metrics and information on the management port. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

  /** Refusing until the operator acts is on purpose; refusing after a failed write is not. */
  @Bean
  HealthIndicator logHealthIndicator(RocksEventLog log) {
    return () -> {
      Optional<LogRefusal> refusal = log.statistics().refusal();
      boolean broken = refusal.filter(LogRefusal.Broken.class::isInstance).isPresent();
      Health.Builder health = broken ? Health.down() : Health.up();
      refusal.ifPresent(why -> health.withDetail("refuses", why.reason()));
      if (log.deletionTime() instanceof DeletionTime.Withheld(String reason)) {
        health.withDetail("deletesNothing", reason);
      }
      return health.build();
    };
  }

  @Bean
  HealthIndicator controlPlaneHealthIndicator(ControlPlane controlPlane) {
    return () -> (controlPlane.isReachable() ? Health.up() : Health.down()).build();
  }

  /** All keys were read, or the control plane would not have opened. */
  @Bean
  HealthIndicator keysHealthIndicator(ControlPlane controlPlane) {
    return () -> Health.up().build();
  }

  @Bean
  DiskMetrics diskMetrics(DataDirectory directory, RocksEventLog log) {
    return new DiskMetrics(directory.path(), () -> log.statistics().bytesOnDisk());
  }

  @Bean
  BacklogMetrics backlogMetrics(ControlPlane controlPlane, EventLog log, TimeSource time) {
    return new BacklogMetrics(controlPlane::exportBacklog, log, time);
  }

  @Bean
  InfoContributor versionInfo() {
    return info -> info.withDetail("waybill", Map.of("version", Version.current()));
  }
}
