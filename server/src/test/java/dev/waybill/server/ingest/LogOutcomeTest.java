package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.event.EventBatches;
import dev.waybill.event.ReadOutcome;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.time.SettableTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a sender hears when the log does not say that the events are durable. */
class LogOutcomeTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final String[] MANY =
      IntStream.range(0, 11).mapToObj(Integer::toString).toArray(String[]::new);
  private static final Tenant TENANT =
      new Tenant(ACME, "Acme", false, TenantQuotas.NONE, Instant.EPOCH, Instant.EPOCH);
  private static final IngestRate ONE = new IngestRate(Optional.of(1L), Optional.empty());

  @Test
  void saysThatNothingWasTakenAndWhenToComeBack() {
    Problem problem =
        problemOf(new AppendOutcome.Refused("the disk of db7 is full", Duration.ofMillis(4_200)));

    assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(problem.code().status()).isEqualTo(503);
    assertThat(problem.headers()).containsEntry("Retry-After", "5");
    assertThat(problem.detail()).contains("nothing was taken").doesNotContain("db7");
  }

  @Test
  void saysThatTheOutcomeIsUnknownAndToSendTheSameIdsAgain() {
    Problem problem = problemOf(new AppendOutcome.Unknown("the write to db7 failed"));

    assertThat(problem.code()).isEqualTo(ProblemCode.OUTCOME_UNKNOWN);
    assertThat(problem.code().status()).isEqualTo(500);
    assertThat(problem.detail()).contains("same ids").doesNotContain("db7");
  }

  @Test
  void countsWhatWasRefusedNotAgainstTheRateButWhatMayHaveBeenTaken() {
    IngestRates refused = rateOfOne();
    EventLog full = logThatAnswers(new AppendOutcome.Refused("full", Duration.ofSeconds(1)));
    IngestRates unknown = rateOfOne();

    problemOf(full, refused);
    problemOf(logThatAnswers(new AppendOutcome.Unknown("failed")), unknown);

    assertThat(problemOf(full, refused).code()).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(problemOf(full, unknown).code()).isEqualTo(ProblemCode.RATE_LIMITED);
  }

  private static IngestRates rateOfOne() {
    return new IngestRates(_ -> Optional.of(TENANT), ONE, new SettableTime());
  }

  private static Problem problemOf(AppendOutcome outcome) {
    EventLog log = logThatAnswers(outcome);
    return problemOf(log, rateOfOne());
  }

  private static Problem problemOf(EventLog log, IngestRates rates) {
    var quotas = new StorageQuotas(_ -> Optional.empty(), log, Optional.empty());
    var ingest = new Ingest(log, new Admission(quotas, rates), new TenantDeletions());
    var parsed = new ReadOutcome.ParsedBody(EventBatches.of(ACME, MANY), List.of());
    return catchThrowableOfType(
            ProblemException.class, () -> ingest.take(parsed, ConflictPolicy.REJECT_EVENT, 0))
        .problem();
  }

  private static EventLog logThatAnswers(AppendOutcome outcome) {
    return (EventLog)
        Proxy.newProxyInstance(
            EventLog.class.getClassLoader(),
            new Class<?>[] {EventLog.class},
            (log, method, arguments) -> outcome);
  }
}
