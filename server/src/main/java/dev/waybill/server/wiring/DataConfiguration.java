package dev.waybill.server.wiring;

import dev.waybill.export.Backfills;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportHistory;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.Redeliveries;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.consent.ConsentUrls;
import dev.waybill.server.consent.OperatorGrants;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.notifications.Grants;
import dev.waybill.server.notifications.NotificationMetrics;
import dev.waybill.server.recurring.RecurringRun;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.signing.SigningKeyRing;
import dev.waybill.server.sql.Announcements;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.stores.Stores;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Everything that is kept, and the chance that it needs. */
@Configuration(proxyBeanMethods = false)
class DataConfiguration {
  private static final Duration KEY_USES = Duration.ofMinutes(1);
  private static final Duration KEY_CLEANING = Duration.ofHours(1);

  @Bean
  Supplier<UUID> ids() {
    return UUID::randomUUID;
  }

  @Bean
  DataDirectory dataDirectory(Settings settings) {
    return DataDirectory.open(settings.data().directory());
  }

  @Bean
  ControlPlane controlPlane(
      DataDirectory directory,
      Settings settings,
      Stores stores,
      TimeSource time,
      MeterRegistry registry) {
    return ControlPlane.open(
        directory,
        KmsProtection.of(settings),
        new Announcements(
            grants(settings, stores, time),
            settings.mail().server().isPresent(),
            NotificationMetrics.leftOut(registry)),
        time,
        new SecureRandom(),
        settings.limits().exportConfigurations());
  }

  private static Grants grants(Settings settings, Stores stores, TimeSource time) {
    return new OperatorGrants(
        settings.setup().principal(),
        new ConsentUrls(
            new AzureAccess(settings).application(),
            settings.publicUrl().map(PublicOrigin::of),
            time),
        stores::knownServiceAccount);
  }

  @Bean
  Tenants tenants(ControlPlane controlPlane) {
    return controlPlane.tenants();
  }

  @Bean
  ApiKeys apiKeys(ControlPlane controlPlane) {
    return controlPlane.apiKeys();
  }

  @Bean(initMethod = "start")
  RecurringRun keyUses(ApiKeys apiKeys) {
    return new RecurringRun("key-uses", apiKeys::saveUses, KEY_USES, KEY_USES);
  }

  @Bean(initMethod = "start")
  RecurringRun keyCleaning(ApiKeys apiKeys, TimeSource time) {
    return new RecurringRun(
        "cleaning of keys", () -> apiKeys.removeEnded(time.now()), KEY_CLEANING, KEY_CLEANING);
  }

  @Bean
  StorageIntegrations storageIntegrations(ControlPlane controlPlane) {
    return controlPlane.storageIntegrations();
  }

  @Bean
  ExportConfigurations exportConfigurations(ControlPlane controlPlane) {
    return controlPlane.exportConfigurations();
  }

  @Bean
  IntegrationChanges integrationChanges(ControlPlane controlPlane) {
    return controlPlane.integrationChanges();
  }

  @Bean
  ExportHistory exportHistory(ControlPlane controlPlane) {
    return controlPlane.exportHistory();
  }

  @Bean
  Backfills backfills(ControlPlane controlPlane) {
    return controlPlane.backfills();
  }

  @Bean
  ExportLedger exportLedger(ControlPlane controlPlane) {
    return controlPlane.exportLedger();
  }

  @Bean
  Redeliveries redeliveries(ControlPlane controlPlane) {
    return controlPlane.redeliveries();
  }

  @Bean
  RedeliveryLedger redeliveryLedger(ControlPlane controlPlane) {
    return controlPlane.redeliveryLedger();
  }

  @Bean
  SelfAudit selfAudit(ControlPlane controlPlane) {
    return controlPlane.selfAudit();
  }

  @Bean
  SigningKeyRing signingKeys(ControlPlane controlPlane) {
    return controlPlane.signingKeys();
  }
}
