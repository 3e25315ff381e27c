package dev.waybill.server.wiring;

import dev.waybill.server.exports.ExportBackfills;
import dev.waybill.server.exports.ExportEditor;
import dev.waybill.server.exports.ExportReader;
import dev.waybill.server.exports.HourlyCounts;
import dev.waybill.server.login.KeyLogin;
import dev.waybill.server.portal.AssetController;
import dev.waybill.server.portal.Assets;
import dev.waybill.server.portal.Brand;
import dev.waybill.server.portal.CallerArgument;
import dev.waybill.server.portal.LoginPageController;
import dev.waybill.server.portal.PageAdvice;
import dev.waybill.server.portal.Pages;
import dev.waybill.server.portal.ProblemController;
import dev.waybill.server.portal.ProblemPage;
import dev.waybill.server.portal.TenantsController;
import dev.waybill.server.portal.export.BackfillController;
import dev.waybill.server.portal.export.ExportActionsController;
import dev.waybill.server.portal.export.ExportController;
import dev.waybill.server.portal.export.ExportDetails;
import dev.waybill.server.portal.export.ExportSettingsController;
import dev.waybill.server.portal.export.JobController;
import dev.waybill.server.portal.overview.OverviewController;
import dev.waybill.server.retention.ExportRisks;
import dev.waybill.server.settings.Settings;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import java.util.List;
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
  TenantsController tenantsPage(Tenants tenants) {
    return new TenantsController(tenants);
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
  WebMvcConfigurer callerArgument() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
      }
    };
  }
}
