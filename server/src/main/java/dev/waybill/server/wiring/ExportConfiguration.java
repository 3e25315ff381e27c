package dev.waybill.server.wiring;

import dev.waybill.export.EngineSettings;
import dev.waybill.export.ExportEngine;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.format.Encoders;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.log.EventLog;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.server.deliveries.DeliveryLog;
import dev.waybill.server.deliveries.DeliveryMetrics;
import dev.waybill.server.deliveries.DeliveryStatus;
import dev.waybill.server.deliveries.Listeners;
import dev.waybill.server.settings.ExportSettings;
import dev.waybill.server.settings.Settings;
import dev.waybill.storage.ObjectStores;
import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The export engine. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {

  @Bean(destroyMethod = "") // its life cycle stops it, after the requests and before the log
  ExportEngine engine(
      Settings settings,
      EventLog log,
      ExportLedger ledger,
      RedeliveryLedger redeliveries,
      ObjectStores stores,
      SigningKeys keys,
      TimeSource time,
      Supplier<UUID> ids,
      StorageIntegrations integrations,
      MeterRegistry registry) {
    return new ExportEngine(
        log,
        ledger,
        redeliveries,
        stores,
        keys,
        time,
        ids,
        new SecureRandom(),
        Encoders.ofThisMachine(),
        engineSettings(settings.export()),
        new Listeners(
            List.of(
                new DeliveryStatus(integrations, time),
                new DeliveryMetrics(registry),
                new DeliveryLog())));
  }

  @Bean
  EngineLife engineLife(
      ExportEngine engine, ExportLedger ledger, RedeliveryLedger redeliveries, TimeSource time) {
    return new EngineLife(engine, ledger, redeliveries, time);
  }

  private static EngineSettings engineSettings(ExportSettings settings) {
    return new EngineSettings(
        settings.concurrentJobs(),
        settings.jobsPerTenant(),
        settings.jobSize().bytes(),
        EngineSettings.DEFAULTS.jobPartitions(),
        settings.partSize().bytes(),
        settings.openHours(),
        EngineSettings.DEFAULTS.blockBytes(),
        settings.memory().bytes(),
        EngineSettings.DEFAULTS.lease(),
        settings.requestTimeout());
  }
}
