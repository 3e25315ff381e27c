package dev.waybill.server.wiring;

import dev.waybill.integration.StorageIntegrations;
import dev.waybill.server.consent.ConsentController;
import dev.waybill.server.consent.ConsentLinks;
import dev.waybill.server.consent.ConsentReturns;
import dev.waybill.server.exports.ConnectionTests;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.security.FailedLogins;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.settings.Settings;
import dev.waybill.stores.Stores;
import dev.waybill.time.TimeSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service's own identities at clouds, and the way to let one in. */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

  @Bean
  SharedIdentities sharedIdentities(
      Settings settings, StorageIntegrations integrations, Stores stores, TimeSource time) {
    return new ConsentLinks(
        new AzureAccess(settings).application(),
        settings.publicUrl().map(PublicOrigin::of),
        integrations,
        stores::serviceAccount,
        time);
  }

  @Bean
  ConsentController consent(
      SharedIdentities identities,
      StorageIntegrations integrations,
      ConnectionTests tests,
      FailedLogins failures,
      TimeSource time) {
    return new ConsentController(
        identities, new ConsentReturns(integrations, tests, time), failures);
  }
}
