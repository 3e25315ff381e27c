package dev.waybill.server.wiring;

import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.operation.DiskMetrics;
import dev.waybill.server.sql.ControlPlane;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, metrics and information on the management port. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

  @Bean
  HealthIndicator controlPlaneHealthIndicator(ControlPlane controlPlane) {
    return () -> (controlPlane.isReachable() ? Health.up() : Health.down()).build();
  }

  /** The key of the secrets was read, or the control plane would not have opened. */
  @Bean
  HealthIndicator keysHealthIndicator(ControlPlane controlPlane) {
    return () -> Health.up().build();
  }

  @Bean
  MeterBinder diskMetrics(DataDirectory directory) {
    return new DiskMetrics(directory.path(), directory.log());
  }

  @Bean
  InfoContributor versionInfo() {
    return info -> info.withDetail("waybill", Map.of("version", Version.current()));
  }
}
