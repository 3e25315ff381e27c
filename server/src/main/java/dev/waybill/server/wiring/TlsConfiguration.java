package dev.waybill.server.wiring;

import dev.waybill.server.recurring.RecurringRun;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.tls.CertificateFiles;
import dev.waybill.server.tls.CertificateMetrics;
import dev.waybill.server.tls.LiveCertificate;
import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Https on the port of the API, if there is a certificate. The management port stays plain. */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  @Bean
  LiveCertificate certificate(Settings settings, TimeSource time) {
    return new LiveCertificate(new CertificateFiles(settings.tls()), time);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> https(LiveCertificate certificate) {
    return factory -> {
      factory.setSsl(Ssl.forBundle(LiveCertificate.BUNDLE));
      factory.setSslBundles(certificate.bundles());
    };
  }

  @Bean(initMethod = "start")
  RecurringRun certificateRefresh(LiveCertificate certificate) {
    return new RecurringRun("certificate-refresh", certificate::refresh, PAUSE, PAUSE);
  }

  @Bean
  MeterBinder certificateMetrics(LiveCertificate certificate) {
    return new CertificateMetrics(certificate);
  }
}
