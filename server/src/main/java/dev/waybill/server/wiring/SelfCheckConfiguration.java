package dev.waybill.server.wiring;

import dev.waybill.export.ExportEngine;
import dev.waybill.export.SelfCheck;
import dev.waybill.server.deliveries.SelfCheckReports;
import dev.waybill.server.recurring.RecurringRun;
import dev.waybill.server.settings.SelfCheckSettings;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.sql.ControlPlane;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What compares deliveries with the event log, long after they were made. */
@Configuration(proxyBeanMethods = false)
class SelfCheckConfiguration {
  private static final Duration LATEST_FIRST = Duration.ofMinutes(5);

  @Bean
  SelfCheck selfCheck(
      Settings settings, ExportEngine engine, ControlPlane controlPlane, MeterRegistry registry) {
    SelfCheckSettings limits = settings.selfCheck();
    return engine.selfCheck(
        controlPlane.selfCheckLedger(),
        new SecureRandom(),
        limits.jobs(),
        limits.size().bytes(),
        new SelfCheckReports(registry));
  }

  @Bean(initMethod = "start")
  RecurringRun selfCheckRuns(Settings settings, SelfCheck selfCheck) {
    Duration pause = settings.selfCheck().interval();
    Duration first = pause.compareTo(LATEST_FIRST) < 0 ? pause : LATEST_FIRST;
    return new RecurringRun("self-check", selfCheck::run, first, pause);
  }
}
