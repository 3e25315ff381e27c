package dev.waybill.server.wiring;

import dev.waybill.log.EventLog;
import dev.waybill.retention.Retention;
import dev.waybill.retention.RetentionGate;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.recurring.RecurringRun;
import dev.waybill.server.retention.ExportRisks;
import dev.waybill.server.retention.QuotaWatch;
import dev.waybill.server.retention.RetentionLog;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.server.settings.ByteSize;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.Tenants;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What removes old events and keeps tenants within their quotas. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofHours(1);

  static RetentionPolicy policy(Settings settings) {
    return new RetentionPolicy(settings.retention().events(), settings.retention().hardLimit());
  }

  @Bean
  RetentionGate retentionGate() {
    return new RetentionGate();
  }

  @Bean
  Retention retention(
      Settings settings, EventLog log, ControlPlane controlPlane, RetentionGate gate) {
    return new Retention(
        log,
        controlPlane.retentionLedger(),
        gate,
        policy(settings),
        settings.retention().jobHistory(),
        new RetentionLog());
  }

  @Bean(initMethod = "start")
  RecurringRun retentionRuns(Retention retention) {
    return new RecurringRun("retention", retention::run, FIRST, PAUSE);
  }

  @Bean
  StorageQuotas storageQuotas(Settings settings, Tenants tenants, EventLog log) {
    return new StorageQuotas(
        tenants::find, log, settings.retention().storageQuota().map(ByteSize::bytes));
  }

  @Bean
  QuotaWatch quotaWatch(
      Tenants tenants, StorageQuotas quotas, EventLog log, ControlPlane controlPlane) {
    return new QuotaWatch(tenants, quotas, log, controlPlane.quotaNotices());
  }

  @Bean(initMethod = "start")
  RecurringRun quotaRuns(QuotaWatch watch) {
    return new RecurringRun("look at quotas", watch::run, FIRST, PAUSE);
  }

  @Bean
  MeterBinder retentionMetrics(Retention retention) {
    return registry ->
        Gauge.builder("waybill.retention.risk.configurations", retention, Retention::atRisk)
            .description("Exports whose oldest undelivered event is past half of the hard limit")
            .register(registry);
  }

  @Bean
  ExportRisks exportRisks(
      Settings settings, Tenants tenants, ControlPlane controlPlane, EventLog log) {
    return new ExportRisks(tenants, controlPlane.retentionLedger(), policy(settings), log);
  }
}
