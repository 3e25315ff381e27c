package dev.waybill.server.wiring;

import dev.waybill.server.login.Login;
import dev.waybill.server.login.LoginController;
import dev.waybill.server.login.SessionController;
import dev.waybill.server.recurring.RecurringRun;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.People;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.security.SessionGuard;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import java.time.Duration;
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
  People people(Settings settings, Sessions sessions, Tenants tenants, TimeSource time) {
    return settings
        .login()
        .provider()
        .<People>map(
            provider ->
                new SessionGuard(
                    sessions,
                    id -> tenants.find(id).filter(tenant -> !tenant.suspended()).isPresent(),
                    time,
                    settings.login().sessionIdle(),
                    provider.issuer(),
                    PublicOrigin.of(provider.publicUrl())))
        .orElse(People.NOBODY);
  }

  @Bean
  LoginController login(
      Settings settings,
      Sessions sessions,
      AccessAudit audit,
      Supplier<UUID> ids,
      TimeSource time) {
    return new LoginController(Login.of(settings.login(), sessions, audit, ids, time));
  }

  @Bean
  SessionController sessionAdministration(Sessions sessions, People people) {
    return new SessionController(sessions, people);
  }

  @Bean(initMethod = "start")
  RecurringRun sessionCleaning(Settings settings, Sessions sessions, TimeSource time) {
    return new RecurringRun(
        "cleaning of sessions",
        () -> sessions.removeExpired(time.now(), settings.login().sessionIdle()),
        FIRST,
        PAUSE);
  }
}
