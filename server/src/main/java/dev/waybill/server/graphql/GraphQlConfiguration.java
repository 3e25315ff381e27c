package dev.waybill.server.graphql;

import dev.waybill.export.BackfillCounter;
import dev.waybill.export.Backfills;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportEngine;
import dev.waybill.export.ExportHistory;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.Redeliveries;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.log.EventLog;
import dev.waybill.server.deliveries.DeliveryLog;
import dev.waybill.server.exports.BackfillCounting;
import dev.waybill.server.exports.ConnectionTests;
import dev.waybill.server.exports.Delay;
import dev.waybill.server.exports.Destinations;
import dev.waybill.server.exports.EngineRunner;
import dev.waybill.server.exports.ExportBackfills;
import dev.waybill.server.exports.ExportCreator;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.IntegrationEditor;
import dev.waybill.server.exports.JobRunner;
import dev.waybill.server.exports.PlaceConfirmation;
import dev.waybill.server.exports.ProofSeeds;
import dev.waybill.server.exports.RedeliveryEditor;
import dev.waybill.server.exports.S3Defaults;
import dev.waybill.server.exports.SetupTerms;
import dev.waybill.server.exports.TimerDelay;
import dev.waybill.server.keys.OwnKeys;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.storage.ObjectStores;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.time.TimeSource;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/**
 * The GraphQL API over the parts of the server: event log, control plane, engine, stores, keys,
 * clock, settings and the deletions of tenants. Expects Spring Boot's own configuration of GraphQL
 * beside it.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  ActingCaller.class,
  ApiKeyController.class,
  ExportQueries.class,
  ExportLookups.class,
  ExportMutations.class,
  BackfillOperations.class,
  CallerInterceptor.class,
  DeletedTenants.class,
  DestinationMutations.class,
  ErrorShaping.class,
  Errors.class,
  IntegrationMutations.class,
  LinkedExportsField.class,
  RetentionFields.class,
  MutationPermission.class,
  RedeliveryController.class,
  RequestLimits.class,
  CloudSetupController.class,
  SetupController.class,
  SharedIdentityFields.class,
  AccessKeyFields.class,
  SigningKeyField.class,
  UnreadableRequests.class
})
public class GraphQlConfiguration {
  @Bean
  RuntimeWiringConfigurer scalars() {
    return wiring -> wiring.scalar(LongScalar.TYPE);
  }

  /** Comes last: a body is read only for those whose key has been checked. */
  @Bean
  FilterRegistrationBean<BodyLimit> bodyLimit(Environment environment, TimeSource time) {
    var registration = new FilterRegistrationBean<>(new BodyLimit(time));
    registration.addUrlPatterns(environment.getRequiredProperty("spring.graphql.http.path"));
    registration.setOrder(Ordered.LOWEST_PRECEDENCE);
    return registration;
  }

  /** Connection tests wait for other machines most of their time. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService connectionTestThreads() {
    return Executors.newThreadPerTaskExecutor(
        Thread.ofVirtual().name("connection-test-", 0).factory());
  }

  @Bean
  TimerDelay connectionTestDelay(ExecutorService connectionTestThreads) {
    return new TimerDelay(connectionTestThreads);
  }

  @Bean
  JobRunner jobRunner(ExportEngine engine) {
    return new EngineRunner(engine);
  }

  @Bean
  ConnectionTests connectionTests(
      StorageIntegrations integrations,
      ObjectStores stores,
      JobRunner jobs,
      TimeSource time,
      ExecutorService connectionTestThreads,
      Delay connectionTestDelay) {
    ConnectionTester tester = new ConnectionTester(stores, time);
    return new ConnectionTests(
        integrations,
        tester::examine,
        tester::test,
        jobs,
        time,
        connectionTestThreads,
        connectionTestDelay);
  }

  @Bean
  OwnKeys ownKeys(ApiKeys keys, TenantDeletions deletions, AccessAudit audit, TimeSource time) {
    return new OwnKeys(keys, deletions, audit, time, "POST /api/audit/graphql");
  }

  @Bean
  Destinations destinations(S3Defaults defaults, ObjectStores stores, SetupTerms terms) {
    return new Destinations(
        defaults, stores, terms.roleNamePrefix(), new ProofSeeds(new SecureRandom()));
  }

  @Bean
  PlaceConfirmation placeConfirmation(
      StorageIntegrations integrations,
      ExportConfigurations configurations,
      ConnectionTests tests,
      TimeSource time) {
    return new PlaceConfirmation(integrations, configurations, tests, time);
  }

  @Bean
  ExportReader exportReader(
      ExportConfigurations configurations,
      StorageIntegrations integrations,
      ExportHistory history,
      ConnectionTests tests) {
    return new ExportReader(configurations, integrations, history, tests);
  }

  @Bean
  ExportCreator exportCreator(
      EventLog log,
      ExportConfigurations configurations,
      StorageIntegrations integrations,
      Destinations destinations,
      ConnectionTests tests,
      TenantDeletions deletions,
      TimeSource time,
      Supplier<UUID> ids) {
    return new ExportCreator(
        log, configurations, integrations, destinations, tests, deletions, time, ids);
  }

  @Bean(initMethod = "start")
  BackfillCounting backfillCounting(EventLog log, Backfills backfills, TimeSource time) {
    return new BackfillCounting(new BackfillCounter(log, backfills, time, new DeliveryLog()));
  }

  @Bean
  ExportBackfills exportBackfills(
      EventLog log,
      ExportConfigurations configurations,
      StorageIntegrations integrations,
      Backfills backfills,
      ExportHistory history,
      JobRunner jobs,
      BackfillCounting counting,
      TimeSource time) {
    return new ExportBackfills(
        log, configurations, integrations, backfills, history, jobs, counting, time);
  }

  @Bean
  ExportEditor exportEditor(
      ExportConfigurations configurations,
      StorageIntegrations integrations,
      ExportHistory history,
      Destinations destinations,
      ConnectionTests tests,
      JobRunner jobs,
      TimeSource time) {
    return new ExportEditor(configurations, integrations, history, destinations, tests, jobs, time);
  }

  @Bean
  IntegrationEditor integrationEditor(
      IntegrationChanges changes,
      StorageIntegrations integrations,
      ExportConfigurations configurations,
      Destinations destinations,
      ConnectionTests tests,
      JobRunner jobs,
      TenantDeletions deletions,
      TimeSource time,
      Supplier<UUID> ids) {
    return new IntegrationEditor(
        changes, integrations, configurations, destinations, tests, jobs, deletions, time, ids);
  }

  @Bean
  RedeliveryEditor redeliveryEditor(
      Redeliveries redeliveries,
      ExportConfigurations configurations,
      EventLog log,
      JobRunner jobs,
      TimeSource time,
      Supplier<UUID> ids) {
    return new RedeliveryEditor(redeliveries, configurations, log, jobs, time, ids);
  }
}
