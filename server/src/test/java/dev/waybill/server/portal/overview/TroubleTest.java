package dev.waybill.server.portal.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Samples;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private static final Instant LOSS = Instant.parse("2026-12-01T10:00:00Z");
  private static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");
  private static final ConnectionTest GOOD = ConnectionTest.passed(Samples.NOW);

  private final StorageIntegration integration =
      Samples.integration(new TenantId("acme"), Samples.location("bucket"));
  private final ExportConfiguration export = Samples.configuration(integration);

  @Test
  void isNoneIfAllIsWell() {
    assertThat(Trouble.of(export, GOOD, 0, Optional.empty())).isEmpty();
  }

  @Test
  void isTheConnectionFirst() {
    ConnectionTest bad = ConnectionTest.failed("refused", REFUSED, Samples.NOW);

    assertThat(Trouble.of(export, bad, 3, Optional.of(LOSS)))
        .contains(new Trouble(REFUSED.message(), REFUSED.advice()));
  }

  @Test
  void isTheLossThatComesBeforeAttemptsThatFailed() {
    Trouble active = Trouble.of(export, GOOD, 3, Optional.of(LOSS)).orElseThrow();
    Trouble paused =
        Trouble.of(Samples.withEnabled(export, false), GOOD, 0, Optional.of(LOSS)).orElseThrow();

    assertThat(active.sentence()).startsWith("From 1 Dec 2026, 10:00:00 UTC on, events");
    assertThat(active.advice()).startsWith("Repair it");
    assertThat(paused.advice()).startsWith("Resume it");
  }

  @Test
  void isTheNumberOfAttemptsThatFailedBeforeAWarning() {
    ConnectionTest warned = ConnectionTest.passed(REFUSED, Samples.NOW);

    assertThat(Trouble.of(export, warned, 2, Optional.empty()).orElseThrow().sentence())
        .isEqualTo("The last 2 attempts to deliver failed.");
    assertThat(Trouble.of(export, warned, 1, Optional.empty()).orElseThrow().sentence())
        .isEqualTo("The last attempt to deliver failed.");
    assertThat(Trouble.of(export, warned, 0, Optional.empty()).orElseThrow().sentence())
        .isEqualTo(REFUSED.message());
  }
}
