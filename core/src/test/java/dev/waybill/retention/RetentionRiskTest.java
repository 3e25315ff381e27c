package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Exports that lose events soon unless they deliver. */
class RetentionRiskTest extends RetentionFixture {
  @Test
  void warnsOnceFromHalfOfTheHardLimitOn() throws InterruptedException {
    append(ACME, 2);
    Instant received = time.now();
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    Retention retention = retention(log, new RetentionGate());
    time.advance(Duration.ofDays(45));
    retention.run();
    assertThat(retention.atRisk()).isZero();

    time.advance(Duration.ofMillis(1));
    retention.run();
    retention.run();

    assertThat(retention.atRisk()).isEqualTo(1);
    assertThat(heard.lines)
        .containsExactly("at risk " + export + " at " + received.plus(Duration.ofDays(90)));

    ledger.move(ACME, export, new Position(2));
    retention.run();
    assertThat(retention.atRisk()).isZero();
    assertThat(heard.lines).contains("safe " + export);
  }

  @Test
  void aTenantIsToldOfARiskOnceThoughTheProcessBeginsAnew() throws InterruptedException {
    append(ACME, 2);
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(46));
    retention(log, new RetentionGate()).run();
    retention(log, new RetentionGate()).run();
    assertThat(ledger.warnings()).containsExactly(export);

    ledger.move(ACME, export, new Position(2));
    retention(log, new RetentionGate()).run();
    append(ACME, 1);
    time.advance(Duration.ofDays(46));
    retention(log, new RetentionGate()).run();

    assertThat(ledger.warnings()).containsExactly(export, export);
  }

  @Test
  void aRunThatFailsDoesNotMakeATenantsExportsSafe() throws InterruptedException {
    append(ACME, 2);
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(46));
    AtomicBoolean damaged = new AtomicBoolean();
    Retention retention =
        retention(
            failing(
                (method, tenant) -> {
                  if (damaged.get() && tenant.equals(ACME)) {
                    throw new IllegalStateException("a block is damaged");
                  }
                }));
    retention.run();

    damaged.set(true);
    retention.run();
    assertThat(retention.atRisk()).isEqualTo(1);
    damaged.set(false);
    retention.run();

    assertThat(ledger.warnings()).containsExactly(export);
    assertThat(heard.lines)
        .hasSize(2)
        .contains("failed acme: a block is damaged")
        .noneMatch(line -> line.startsWith("safe"));
  }

  @Test
  void whatIsGoneAlreadyIsNoRiskAnyMore() throws InterruptedException {
    append(ACME, 2);
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(91));
    Retention retention = retention(log, new RetentionGate());

    retention.run();

    assertThat(retention.atRisk()).isZero();
    assertThat(heard.lines).containsExactly("cut off 2 of " + export, "removed 2 of acme");
  }

  @Test
  void tellsWhenTheOldestUndeliveredEventExpires() {
    append(ACME, 2);
    time.advance(DAY);
    append(ACME, 2);
    Instant second = time.now();
    ExpiryWarning warning = new ExpiryWarning(log);
    Instant now = time.now().plus(Duration.ofDays(50));

    assertThat(warning.expiresAt(ACME, new Position(2), RetentionPolicy.DEFAULT, now))
        .contains(second.plus(Duration.ofDays(90)));
    assertThat(warning.expiresAt(ACME, new Position(4), RetentionPolicy.DEFAULT, now)).isEmpty();
    assertThat(warning.oldest(ACME)).contains(second.minus(DAY));
    assertThat(warning.oldest(OTHER)).isEmpty();
  }
}
