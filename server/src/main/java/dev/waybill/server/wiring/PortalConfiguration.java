package dev.waybill.server.wiring;

import dev.waybill.server.exports.ExportReader;
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
import dev.waybill.server.portal.events.EventsController;
import dev.waybill.server.portal.overview.OverviewController;
import dev.waybill.server.search.EventLookup;
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
  OverviewController overviewPage(ExportReader exports, TimeSource time) {
    return new OverviewController(exports, time);
  }

  @Bean
  EventsController eventsPages(EventLookup lookup, TimeSource time) {
    return new EventsController(lookup, time);
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
