package dev.waybill.server.wiring;

import dev.waybill.log.EventLog;
import dev.waybill.server.exports.AvailableDestinations;
import dev.waybill.server.exports.ExportCreator;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.IntegrationEditor;
import dev.waybill.server.exports.PlaceConfirmation;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.SharedIdentities;
import dev.waybill.server.exports.StartCounter;
import dev.waybill.server.portal.integrations.AttachController;
import dev.waybill.server.portal.integrations.DestinationController;
import dev.waybill.server.portal.integrations.IntegrationPage;
import dev.waybill.server.portal.integrations.IntegrationsController;
import dev.waybill.server.portal.setup.AccessController;
import dev.waybill.server.portal.setup.DeliveryController;
import dev.waybill.server.portal.setup.ExportController;
import dev.waybill.server.portal.setup.ProviderController;
import dev.waybill.server.portal.setup.SetupGuide;
import dev.waybill.server.settings.Settings;
import dev.waybill.time.TimeSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages of storage integrations, and the wizard that makes them. */
@Configuration(proxyBeanMethods = false)
class IntegrationPagesConfiguration {
  @Bean
  ProviderController providerPage(
      AvailableDestinations available, IntegrationEditor editor, ExportReader reader) {
    return new ProviderController(available, editor, reader);
  }

  @Bean
  AccessController accessPage(
      AvailableDestinations available,
      ExportReader reader,
      IntegrationEditor editor,
      SetupGuide guide) {
    return new AccessController(available, reader, editor, guide);
  }

  @Bean
  SetupGuide setupGuide(SetupTerms terms, SharedIdentities identities) {
    return new SetupGuide(terms, identities);
  }

  @Bean
  ExportController setupExportPage(
      ExportReader reader,
      ExportCreator creator,
      EventLog log,
      TimeSource time,
      Supplier<UUID> ids) {
    return new ExportController(reader, creator, new StartCounter(log, time), ids);
  }

  @Bean
  DeliveryController deliveryPage(ExportReader reader, ExportEditor editor) {
    return new DeliveryController(reader, editor);
  }

  @Bean
  IntegrationPage integrationPage(
      ExportReader reader, SetupTerms terms, SharedIdentities identities, SetupGuide guide) {
    return new IntegrationPage(reader, terms, identities, guide);
  }

  @Bean
  IntegrationsController integrationsPage(
      ExportReader reader,
      IntegrationEditor editor,
      PlaceConfirmation confirmation,
      IntegrationPage page) {
    return new IntegrationsController(reader, editor, confirmation, page);
  }

  @Bean
  DestinationController destinationPage(
      AvailableDestinations available,
      ExportReader reader,
      IntegrationEditor editor,
      IntegrationPage page) {
    return new DestinationController(available, reader, editor, page);
  }

  @Bean
  AttachController attachPage(ExportReader reader, ExportEditor editor) {
    return new AttachController(reader, editor);
  }

  @Bean
  AvailableDestinations availableDestinations(
      Settings settings, SetupTerms terms, SharedIdentities identities) {
    return new AvailableDestinations(terms, identities, settings.storage().directoryRoots());
  }
}
