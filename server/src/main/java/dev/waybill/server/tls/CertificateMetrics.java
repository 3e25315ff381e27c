package dev.waybill.server.tls;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How long the certificate of the API is still valid. */
public final class CertificateMetrics implements MeterBinder {
  private final LiveCertificate certificate;

  public CertificateMetrics(LiveCertificate certificate) {
    this.certificate = requireNonNull(certificate, "certificate is null");
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("waybill.tls.expires.in", certificate, it -> it.remaining().toSeconds())
        .description("How long the API's certificate is still valid")
        .baseUnit("seconds")
        .register(registry);
  }
}
