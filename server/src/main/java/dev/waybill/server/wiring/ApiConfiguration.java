package dev.waybill.server.wiring;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ExportEngine;
import dev.waybill.log.EventLog;
import dev.waybill.retention.RetentionGate;
import dev.waybill.server.admin.DeletionTokens;
import dev.waybill.server.admin.FirstKey;
import dev.waybill.server.admin.KeyController;
import dev.waybill.server.admin.SigningKeyController;
import dev.waybill.server.admin.TenantController;
import dev.waybill.server.admin.TenantDeletion;
import dev.waybill.server.admin.TenantDeletionController;
import dev.waybill.server.admin.TenantEditor;
import dev.waybill.server.admin.UsageController;
import dev.waybill.server.admin.UsageReader;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemAdvice;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.forwarding.ForwardedRequests;
import dev.waybill.server.ingest.IngestController;
import dev.waybill.server.keys.KeyEditor;
import dev.waybill.server.limits.UnreadBodies;
import dev.waybill.server.operation.MalformedRequests;
import dev.waybill.server.operation.RequestFilter;
import dev.waybill.server.operation.VersionController;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.server.search.EventLookup;
import dev.waybill.server.search.SearchController;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.ApiKeyFilter;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.FailedLogins;
import dev.waybill.server.security.People;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.security.TenantRequests;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.signing.JwksController;
import dev.waybill.server.signing.SigningKeyRing;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** The HTTP API: ingest, search and administration, behind one chain of filters. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
  /** One of them is a tenant's at most, besides its requests with events. */
  private static final int SHARES_OF_THREADS = 4;

  private static final int SHARES_OF_THREADS_FOR_EVENTS = 2;
  private static final int SHARES_OF_THREADS_FOR_REFUSED = 8;

  /** Registered by hand, so that the management port does not get it. */
  @Bean
  FilterRegistrationBean<RequestFilter> requests(Supplier<UUID> ids, Settings settings) {
    var registration =
        new FilterRegistrationBean<>(
            new RequestFilter(
                ids,
                settings.portal().frameAncestors(),
                settings.login().issuer().stream().toList()));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> malformedRequests(
      FilterRegistrationBean<RequestFilter> requests) {
    RequestFilter filter = requireNonNull(requests.getFilter(), "the filter was given");
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new MalformedRequests(filter)));
  }

  /** Before all else, so that everybody sees the client, not its proxies. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> forwardedRequests(Settings settings) {
    return factory ->
        factory.addEngineValves(
            new ForwardedRequests(
                settings.server().trustedProxies(), settings.server().forwardedHeaders()));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadBodies(
      Settings settings, TimeSource time) {
    return factory ->
        factory.addEngineValves(
            new UnreadBodies(
                threads(settings, SHARES_OF_THREADS_FOR_REFUSED), Caller::isKnown, time));
  }

  private static int threads(Settings settings, int shares) {
    return Math.max(1, settings.server().threads() / shares);
  }

  @Bean
  TenantDeletions tenantDeletions() {
    return new TenantDeletions();
  }

  @Bean
  FailedLogins failedLogins(Settings settings, TimeSource time, MeterRegistry registry) {
    return new FailedLogins(settings.limits().wrongKeys(), time, registry);
  }

  /** Registered by hand, so that the management port, which needs no key, does not get it. */
  @Bean
  FilterRegistrationBean<FilterChainProxy> security(
      ApiKeys keys,
      Tenants tenants,
      TenantDeletions deletions,
      FailedLogins failures,
      AccessAudit audit,
      People people,
      Settings settings) {
    var chain =
        new FilterChainProxy(
            new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                new ApiKeyFilter(keys, tenants, deletions, failures, audit, people),
                new TenantRequests(
                    threads(settings, SHARES_OF_THREADS),
                    threads(settings, SHARES_OF_THREADS_FOR_EVENTS))));
    chain.setRequestRejectedHandler(
        (_, response, _) ->
            new Problem(
                    ProblemCode.BAD_REQUEST,
                    "The method, the path or a header is not well-formed, or not known.")
                .sendTo(response));
    var registration = new FilterRegistrationBean<>(chain);
    registration.setName("api");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return registration;
  }

  @Bean
  ProblemAdvice problemAdvice() {
    return new ProblemAdvice();
  }

  @Bean
  IngestController ingest(
      Settings settings,
      EventLog log,
      Tenants tenants,
      StorageQuotas quotas,
      TenantDeletions deletions,
      Supplier<UUID> ids,
      TimeSource time,
      MeterRegistry registry) {
    return new IngestController(
        settings.ingest(), log, tenants, quotas, deletions, ids, time, registry);
  }

  @Bean
  EventLookup eventLookup(
      EventLog log, TenantDeletions deletions, AccessAudit audit, TimeSource time) {
    return new EventLookup(log, deletions, audit, time);
  }

  @Bean
  SearchController search(EventLookup lookup) {
    return new SearchController(lookup);
  }

  @Bean
  TenantDeletion tenantDeletion(
      ControlPlane controlPlane,
      EventLog log,
      RetentionGate gate,
      TenantDeletions deletions,
      ExportEngine engine,
      SelfAudit audit,
      TimeSource time) {
    return new TenantDeletion(
        controlPlane.tenants(),
        tenant -> controlPlane.holdings(tenant, time.now()),
        log,
        gate,
        deletions,
        engine::settle,
        audit,
        time);
  }

  @Bean
  TenantEditor tenantEditor(
      Settings settings, Tenants tenants, TenantDeletion deletion, TimeSource time) {
    return new TenantEditor(tenants, deletion, RetentionConfiguration.policy(settings), time);
  }

  @Bean
  TenantController tenantAdministration(Tenants tenants, TenantEditor editor) {
    return new TenantController(tenants, editor);
  }

  @Bean
  TenantDeletionController tenantDeletionAsked(
      Tenants tenants, TenantDeletion deletion, TimeSource time) {
    return new TenantDeletionController(
        tenants, deletion, new DeletionTokens(new SecureRandom(), time));
  }

  @Bean
  UsageReader usageReader(
      Settings settings,
      ControlPlane controlPlane,
      StorageQuotas quotas,
      EventLog log,
      TimeSource time) {
    return new UsageReader(
        quotas,
        RetentionConfiguration.policy(settings),
        log,
        tenant -> controlPlane.holdings(tenant, time.now()));
  }

  @Bean
  UsageController usage(Tenants tenants, UsageReader reader) {
    return new UsageController(tenants, reader);
  }

  @Bean
  KeyEditor keyEditor(ApiKeys keys, TenantDeletions deletions, TimeSource time) {
    return new KeyEditor(keys, deletions, time);
  }

  @Bean
  KeyController keyAdministration(KeyEditor editor, Tenants tenants) {
    return new KeyController(editor, tenants);
  }

  @Bean
  SigningKeyController signingKeyAdministration(SigningKeyRing keys, TimeSource time) {
    return new SigningKeyController(keys, time);
  }

  @Bean
  JwksController jwks(SigningKeyRing keys) {
    return new JwksController(keys);
  }

  @Bean
  VersionController version() {
    return new VersionController();
  }

  /** Before the port opens, so that whoever finds it open can have the key. */
  @Bean
  SmartInitializingSingleton firstKey(ApiKeys keys, TimeSource time, FirstKey.Handover handover) {
    return () -> FirstKey.makeIfNone(keys, time.now(), handover);
  }
}
