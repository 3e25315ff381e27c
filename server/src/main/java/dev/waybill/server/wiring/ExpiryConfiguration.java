package dev.waybill.server.wiring;

import dev.waybill.server.expiry.ExpiryWatch;
import dev.waybill.server.recurring.RecurringRun;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What gives notice before secrets end by themselves. */
@Configuration(proxyBeanMethods = false)
class ExpiryConfiguration {
  private static final Duration FIRST = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofHours(1);

  @Bean(initMethod = "start")
  RecurringRun expiryNotices(ControlPlane controlPlane, TimeSource time) {
    ExpiryWatch watch = new ExpiryWatch(controlPlane.expiryNotices(), time);
    return new RecurringRun("expiry-notices", watch::run, FIRST, PAUSE);
  }
}
