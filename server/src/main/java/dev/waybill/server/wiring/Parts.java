package dev.waybill.server.wiring;

import dev.waybill.server.graphql.GraphQlConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All parts of the server. */
@Configuration(proxyBeanMethods = false)
@Import({
  AutoConfigured.class,
  DataConfiguration.class,
  SecretsConfiguration.class,
  LogConfiguration.class,
  StorageConfiguration.class,
  ConsentConfiguration.class,
  ExpiryConfiguration.class,
  RetentionConfiguration.class,
  NotificationConfiguration.class,
  ExportConfiguration.class,
  SelfCheckConfiguration.class,
  ApiConfiguration.class,
  AuditConfiguration.class,
  LoginConfiguration.class,
  PortalConfiguration.class,
  IntegrationPagesConfiguration.class,
  NotificationPagesConfiguration.class,
  BackupConfiguration.class,
  GraphQlConfiguration.class,
  OperationConfiguration.class
})
class Parts {
  @Bean
  Ports ports() {
    return new Ports();
  }
}
