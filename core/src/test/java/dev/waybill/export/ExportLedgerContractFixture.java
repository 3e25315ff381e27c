package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** Each test begins with one configuration that is due. */
abstract class ExportLedgerContractFixture extends ExportContract {
  static final Instant NOW = Samples.NOW;
  static final Duration LEASE = Duration.ofMinutes(2);
  static final Position HELD = new Position(4);
  static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("first"));
  final ExportConfiguration configuration = Samples.configuration(integration);
  final Stream stream = Samples.stream(configuration);

  final ExportLedger ledger() {
    return controlPlane().ledger();
  }

  @BeforeEach
  void addOneConfiguration() {
    add(integration, Samples.CREDENTIALS);
    add(configuration, stream, NOW);
  }

  ExportConfiguration another(Instant nextDue) {
    ExportConfiguration other = Samples.configuration(integration);
    add(other, Samples.stream(other), nextDue);
    return other;
  }

  ExportJob plan() {
    return plan(configuration);
  }

  ExportJob plan(ExportConfiguration of) {
    ExportJob planned = Samples.job(of, ledger().plannable(of.id()).orElseThrow().stream());
    assertThat(ledger().plan(planned, NOW, NOW.plusSeconds(3600))).isTrue();
    return planned;
  }

  Attempt claim(ExportJob job, Instant now) {
    return ledger().claim(job.id(), now, now, now.plus(LEASE)).orElseThrow();
  }

  Attempt start(Attempt attempt) {
    assertThat(ledger().start(attempt, Samples.settings(configuration), Samples.KEY, HELD))
        .isTrue();
    return attempt;
  }

  void fail(Attempt attempt, Instant next) {
    assertThat(ledger().fail(attempt, REFUSED, Leftovers.NONE, NOW, next)).isTrue();
  }

  List<JobId> runnable(Instant now) {
    return WaitingJobs.of(ledger(), now, NOW, Set.of(), 10);
  }

  Plannable plannable() {
    return ledger().plannable(configuration.id()).orElseThrow();
  }

  static Delivery delivery() {
    return new Delivery(7, 3, 0, List.of(Samples.object("events/a").key()));
  }
}
