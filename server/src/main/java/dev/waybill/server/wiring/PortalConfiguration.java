package dev.waybill.server.wiring;

import dev.waybill.retention.Retention;
import dev.waybill.server.admin.PortalSessionController;
import dev.waybill.server.admin.TenantEditor;
import dev.waybill.server.admin.UsageReader;
import dev.waybill.server.deliveries.BacklogMetrics;
import dev.waybill.server.exports.ExportBackfills;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.HourlyCounts;
import dev.waybill.server.keys.OwnKeys;
import dev.waybill.server.login.KeyLogin;
import dev.waybill.server.operation.DiskMetrics;
import dev.waybill.server.portal.AssetController;
import dev.waybill.server.portal.Assets;
import dev.waybill.server.portal.Brand;
import dev.waybill.server.portal.CallerArgument;
import dev.waybill.server.portal.EnterController;
import dev.waybill.server.portal.LoginPageController;
import dev.waybill.server.portal.PageAdvice;
import dev.waybill.server.portal.Pages;
import dev.waybill.server.portal.ProblemController;
import dev.waybill.server.portal.ProblemPage;
import dev.waybill.server.portal.about.AboutController;
import dev.waybill.server.portal.audit.AuditController;
import dev.waybill.server.portal.events.EventsController;
import dev.waybill.server.portal.export.BackfillController;
import dev.waybill.server.portal.export.ExportActionsController;
import dev.waybill.server.portal.export.ExportController;
import dev.waybill.server.portal.export.ExportDetails;
import dev.waybill.server.portal.export.ExportSettingsController;
import dev.waybill.server.portal.export.JobController;
import dev.waybill.server.portal.keys.KeysController;
import dev.waybill.server.portal.operator.Instruments;
import dev.waybill.server.portal.operator.OperatorController;
import dev.waybill.server.portal.overview.OverviewController;
import dev.waybill.server.portal.tenants.OneTenantController;
import dev.waybill.server.portal.tenants.TenantsController;
import dev.waybill.server.retention.ExportRisks;
import dev.waybill.server.retention.QuotaWatch;
import dev.waybill.server.search.EventLookup;
import dev.waybill.server.search.Trail;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Encryption;
import dev.waybill.server.security.FailedLogins;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.security.SessionCookies;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.signing.SigningKeyRing;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages that people see. */
@Configuration(proxyBeanMethods = false)
class PortalConfiguration {
  @Bean
  Assets assets(Brand brand) {
    return new Assets(brand);
  }

  @Bean
  Brand brand(Settings settings) {
    return new Brand(settings.portal());
  }

  @Bean
  Pages pages(Brand brand, Assets assets) {
    return new Pages(brand, assets);
  }

  @Bean
  ProblemPage problemPage(Pages pages) {
    return new ProblemPage(pages);
  }

  @Bean
  PageAdvice pageAdvice(Pages pages, ProblemPage problems) {
    return new PageAdvice(pages, problems);
  }

  @Bean
  ProblemController problemController(ProblemPage problems) {
    return new ProblemController(problems);
  }

  @Bean
  AssetController assetController(Assets assets) {
    return new AssetController(assets);
  }

  @Bean
  LoginPageController loginPage(Settings settings, KeyLogin keys) {
    return new LoginPageController(keys, settings.login().provider().isPresent());
  }

  @Bean
  EnterController enterPage(
      PortalLinks links,
      Sessions sessions,
      SessionCookies cookies,
      FailedLogins failures,
      AccessAudit audit,
      PublicOrigin origin,
      TimeSource time) {
    return new EnterController(
        links, sessions, cookies, failures, audit, new Encryption(origin), time);
  }

  @Bean
  PortalSessionController portalSessions(
      Settings settings,
      PortalLinks links,
      TenantDeletions deletions,
      PublicOrigin origin,
      TimeSource time) {
    Set<String> returnOrigins =
        Stream.concat(
                settings.portal().returnOrigins().stream(),
                settings.portal().frameAncestors().stream())
            .map(url -> PublicOrigin.of(url).text())
            .collect(Collectors.toSet());
    return new PortalSessionController(links, deletions, origin, returnOrigins, time);
  }

  @Bean
  TenantsController tenantsPage(Tenants tenants, UsageReader usage, TenantEditor editor) {
    return new TenantsController(tenants, usage, editor);
  }

  @Bean
  OneTenantController tenantPage(Tenants tenants, UsageReader usage, TenantEditor editor) {
    return new OneTenantController(tenants, usage, editor);
  }

  @Bean
  OverviewController overviewPage(
      ExportReader exports, ExportRisks risks, HourlyCounts counts, TimeSource time) {
    return new OverviewController(exports, risks, counts, time);
  }

  @Bean
  ExportDetails exportDetails(ExportReader exports, ExportRisks risks, TimeSource time) {
    return new ExportDetails(exports, risks, time);
  }

  @Bean
  ExportController exportPage(
      ExportDetails details,
      ExportReader exports,
      ExportBackfills backfills,
      HourlyCounts counts,
      TimeSource time) {
    return new ExportController(details, exports, backfills, counts, time);
  }

  @Bean
  ExportActionsController exportActions(ExportDetails details, ExportEditor editor) {
    return new ExportActionsController(details, editor);
  }

  @Bean
  ExportSettingsController exportSettingsPage(ExportDetails details, ExportEditor editor) {
    return new ExportSettingsController(details, editor);
  }

  @Bean
  BackfillController backfillPage(ExportDetails details, ExportBackfills backfills) {
    return new BackfillController(details, backfills);
  }

  @Bean
  JobController jobPage(ExportDetails details, ExportReader exports) {
    return new JobController(details, exports);
  }

  @Bean
  OperatorController operatorPage(
      HealthIndicator logHealthIndicator,
      HealthIndicator controlPlaneHealthIndicator,
      HealthIndicator keysHealthIndicator,
      DiskMetrics disk,
      BacklogMetrics backlog,
      Retention retention,
      QuotaWatch quotas) {
    return new OperatorController(
        new Instruments(
            logHealthIndicator,
            controlPlaneHealthIndicator,
            keysHealthIndicator,
            disk,
            backlog,
            retention,
            quotas));
  }

  @Bean
  EventsController eventsPages(EventLookup lookup, TimeSource time) {
    return new EventsController(lookup, time);
  }

  @Bean
  KeysController keysPage(
      ApiKeys keys,
      TenantDeletions deletions,
      AccessAudit audit,
      Supplier<UUID> ids,
      TimeSource time) {
    return new KeysController(
        new OwnKeys(keys, deletions, audit, time, "POST /portal/keys"), ids, time);
  }

  @Bean
  AuditController auditPage(EventLookup lookup) {
    return new AuditController(new Trail(lookup));
  }

  @Bean
  AboutController aboutPage(Tenants tenants, SigningKeyRing keys, PublicOrigin origin) {
    return new AboutController(tenants, keys, origin);
  }

  /** Forms do not say in what they are written: it is that of the page. */
  @Bean
  ServletContextInitializer encodingOfForms() {
    return context -> context.setRequestCharacterEncoding("UTF-8");
  }

  @Bean
  WebMvcConfigurer callerArgument() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
      }
    };
  }
}
