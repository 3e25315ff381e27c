package dev.waybill.server.wiring;

import dev.waybill.server.login.KeyLogin;
import dev.waybill.server.login.Login;
import dev.waybill.server.login.LoginController;
import dev.waybill.server.login.Logout;
import dev.waybill.server.login.SessionController;
import dev.waybill.server.recurring.RecurringRun;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Encryption;
import dev.waybill.server.security.FailedLogins;
import dev.waybill.server.security.KeyCheck;
import dev.waybill.server.security.People;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.security.SameOrigin;
import dev.waybill.server.security.SessionCookies;
import dev.waybill.server.security.SessionGuard;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.PortalLinks;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Login of people, and their sessions. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {
  private static final Duration FIRST = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofHours(1);

  @Bean
  Sessions sessions(ControlPlane controlPlane) {
    return controlPlane.sessions();
  }

  @Bean
  PortalLinks portalLinks(ControlPlane controlPlane) {
    return controlPlane.portalLinks();
  }

  @Bean
  PublicOrigin publicOrigin(Settings settings) {
    return PublicOrigin.of(settings.browserUrl());
  }

  @Bean
  SessionCookies sessionCookies(Settings settings, PublicOrigin origin) {
    return new SessionCookies(origin, settings.portal().mayBeFramed());
  }

  @Bean
  People people(
      Settings settings,
      Sessions sessions,
      Tenants tenants,
      TimeSource time,
      PublicOrigin origin,
      SessionCookies cookies) {
    return new SessionGuard(
        sessions,
        id -> tenants.find(id).filter(tenant -> !tenant.suspended()).isPresent(),
        time,
        settings.login().sessionIdle(),
        settings.login().issuer(),
        origin,
        cookies);
  }

  @Bean
  LoginController login(
      Settings settings,
      Sessions sessions,
      SessionCookies cookies,
      PublicOrigin origin,
      AccessAudit audit,
      Supplier<UUID> ids,
      TimeSource time) {
    Optional<Login> login = Login.of(settings.login(), sessions, cookies, audit, ids, time);
    return new LoginController(
        login, new Logout(sessions, cookies, new SameOrigin(origin), login, time));
  }

  @Bean
  KeyLogin keyLogin(
      Settings settings,
      ApiKeys keys,
      FailedLogins failures,
      Sessions sessions,
      SessionCookies cookies,
      PublicOrigin origin,
      AccessAudit audit,
      Supplier<UUID> ids,
      TimeSource time) {
    return new KeyLogin(
        new KeyCheck(keys, failures, audit),
        sessions,
        cookies,
        audit,
        new Encryption(origin),
        new SameOrigin(origin),
        ids,
        time,
        settings.login().sessionLength());
  }

  @Bean
  SessionController sessionAdministration(Sessions sessions, People people) {
    return new SessionController(sessions, people);
  }

  @Bean(initMethod = "start")
  RecurringRun sessionCleaning(
      Settings settings, Sessions sessions, PortalLinks links, TimeSource time) {
    return new RecurringRun(
        "cleaning of sessions",
        () -> {
          sessions.removeExpired(time.now(), settings.login().sessionIdle());
          links.removeExpired(time.now());
        },
        FIRST,
        PAUSE);
  }
}
