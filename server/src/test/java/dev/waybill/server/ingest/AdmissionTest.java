package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventBatches;
import dev.waybill.event.EventLine;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.Rejection;
import dev.waybill.event.RejectionCode;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  private final SettableTime time = new SettableTime();
  private final InMemoryEventLog log = new InMemoryEventLog(time);
  private final Map<TenantId, Long> set = new HashMap<>();
  private final Map<TenantId, IngestRate> rates = new HashMap<>();
  private final Admission admission =
      new Admission(
          new StorageQuotas(this::tenant, log, Optional.empty()),
          new IngestRates(this::tenant, IngestRate.NONE, time));

  @Test
  void takesEverythingWithoutQuotas() {
    assertThat(take(ACME, "a", "b").accepted()).isEqualTo(2);
  }

  @Test
  void takesEventsUpToTheQuotaAndNotOneByteMore() {
    take(ACME, "a");
    set.put(ACME, 2 * log.bytes(ACME));

    assertThat(take(ACME, "b").accepted()).isEqualTo(1);
    assertThat(log.bytes(ACME)).isEqualTo(set.get(ACME));
    Problem problem = problemOf(ACME, "c");

    assertThat(problem.code().status()).isEqualTo(429);
    assertThat(problem.code().name()).isEqualTo("QUOTA_EXCEEDED");
    assertThat(problem.headers()).containsEntry("Retry-After", "300");
    assertThat(log.end(ACME).value()).isEqualTo(2);
  }

  @Test
  void aHigherQuotaCountsAtOnce() {
    take(ACME, "a");
    set.put(ACME, 1L);
    problemOf(ACME, "b");

    set.put(ACME, 1L << 20);

    assertThat(take(ACME, "b").accepted()).isEqualTo(1);
  }

  @Test
  void rejectsTheLinesOfTheTenantThatIsFullAndTakesTheOthers() {
    take(ACME, "a");
    set.put(ACME, log.bytes(ACME));

    IngestAnswer answer = take(mixed(), List.of(), ConflictPolicy.REJECT_EVENT);

    assertThat(answer.accepted()).isEqualTo(2);
    assertThat(answer.rejected()).extracting(Rejection::line).containsExactly(2, 4);
    assertThat(answer.rejected())
        .extracting(Rejection::code)
        .containsOnly(RejectionCode.QUOTA_EXCEEDED);
    assertThat(log.end(OTHER).value()).isEqualTo(2);
    assertThat(log.end(ACME).value()).isEqualTo(1);
  }

  @Test
  void takesNothingOfAnAtomicRequestWithATenantThatIsFull() {
    take(ACME, "a");
    set.put(ACME, log.bytes(ACME));

    IngestAnswer answer = take(mixed(), List.of(), ConflictPolicy.REJECT_BATCH);

    assertThat(answer.succeeded()).isFalse();
    assertThat(answer.rejected()).hasSize(2);
    assertThat(log.end(OTHER).value()).isZero();
  }

  @Test
  void listsRejectionsOfAllKindsByLine() {
    take(ACME, "a");
    set.put(ACME, log.bytes(ACME));
    Rejection invalid = new Rejection(3, RejectionCode.INVALID_JSON, "No JSON.");

    IngestAnswer answer = take(mixed(), List.of(invalid), ConflictPolicy.REJECT_EVENT);

    assertThat(answer.rejected()).extracting(Rejection::line).containsExactly(2, 3, 4);
  }

  @Test
  void refusesATenantThatSentTooFastUntilItsDebtIsPaid() {
    rates.put(ACME, perSecond(1));
    take(ACME, ids(15)); // ten at once, and five too many

    Problem problem = problemOf(ACME, "one more");

    assertThat(problem.code().status()).isEqualTo(429);
    assertThat(problem.code().name()).isEqualTo("RATE_LIMITED");
    assertThat(problem.headers()).containsEntry("Retry-After", "5");
    assertThat(log.end(ACME).value()).isEqualTo(15);
    time.advance(Duration.ofMillis(4_999));
    assertThat(problemOf(ACME, "one more").headers()).containsEntry("Retry-After", "1");
    time.advance(Duration.ofMillis(1));
    assertThat(take(ACME, "one more").accepted()).isEqualTo(1);
  }

  @Test
  void countsBytesAsWellAsEvents() {
    take(ACME, "0");
    long bytesOfOne = log.bytes(ACME);
    rates.put(ACME, new IngestRate(Optional.of(1_000L), Optional.of(bytesOfOne)));

    take(ACME, "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c");

    assertThat(problemOf(ACME, "d").headers()).containsEntry("Retry-After", "2");
  }

  @Test
  void rejectsTheLinesOfTheTenantThatIsTooFastAndTakesTheOthers() {
    rates.put(ACME, perSecond(1));
    take(ACME, ids(15));

    IngestAnswer answer = take(mixed(), List.of(), ConflictPolicy.REJECT_EVENT);

    assertThat(answer.accepted()).isEqualTo(2);
    assertThat(answer.rejected()).extracting(Rejection::line).containsExactly(2, 4);
    assertThat(answer.rejected())
        .extracting(Rejection::code)
        .containsOnly(RejectionCode.RATE_LIMITED);
    assertThat(log.end(ACME).value()).isEqualTo(15);
  }

  @Test
  void refusesARequestIfNoTenantsLinesCanBeTaken() {
    rates.put(ACME, perSecond(1));
    take(ACME, ids(15));
    take(OTHER, "one before");
    set.put(OTHER, log.bytes(OTHER));

    Problem problem =
        catchThrowableOfType(
                ProblemException.class, () -> take(mixed(), List.of(), ConflictPolicy.REJECT_EVENT))
            .problem();

    assertThat(problem.code().name()).isEqualTo("RATE_LIMITED");
    assertThat(problem.headers())
        .as("of the tenant that waits less")
        .containsEntry("Retry-After", "5");
  }

  @Test
  void countsNothingOfAnAtomicRequestThatIsNotTaken() {
    rates.put(ACME, perSecond(1));
    rates.put(OTHER, perSecond(1));
    take(ACME, ids(15));

    for (int i = 0; i < 100; i++) {
      assertThat(take(mixed(), List.of(), ConflictPolicy.REJECT_BATCH).succeeded()).isFalse();
    }

    assertThat(take(OTHER, ids(11)).accepted()).isEqualTo(11);
    assertThat(problemOf(OTHER, "x").code().name()).isEqualTo("RATE_LIMITED");
  }

  @Test
  void isAskedForADebtBeforeABodyIsRead() {
    rates.put(ACME, perSecond(1));
    admission.requireNoDebt(ACME);
    take(ACME, ids(15));

    assertThatThrownBy(() -> admission.requireNoDebt(ACME)).isInstanceOf(ProblemException.class);
    admission.requireNoDebt(OTHER);
  }

  private static IngestRate perSecond(long events) {
    return new IngestRate(Optional.of(events), Optional.empty());
  }

  /** Of events that there were not before. */
  private String[] ids(int count) {
    long first = log.end(ACME).value() + log.end(OTHER).value();
    return LongStream.range(first, first + count).mapToObj(Long::toString).toArray(String[]::new);
  }

  private static EventBatch mixed() {
    return EventBatches.of(
        new SampleEvent(OTHER, "one"),
        new SampleEvent(ACME, "two"),
        new SampleEvent(OTHER, "three"),
        new SampleEvent(ACME, "four"));
  }

  private IngestAnswer take(TenantId tenant, String... ids) {
    return take(EventBatches.of(tenant, ids), List.of(), ConflictPolicy.REJECT_EVENT);
  }

  private IngestAnswer take(
      EventBatch batch, List<Rejection> rejections, ConflictPolicy onConflict) {
    assertThat(batch.lines()).extracting(EventLine::line).doesNotHaveDuplicates();
    return new Ingest(log, admission, new TenantDeletions())
        .take(new ReadOutcome.ParsedBody(batch, rejections), onConflict, 0);
  }

  private Optional<Tenant> tenant(TenantId id) {
    TenantQuotas quotas =
        new TenantQuotas(
            Optional.empty(),
            Optional.empty(),
            Optional.ofNullable(set.get(id)),
            rates.getOrDefault(id, IngestRate.NONE),
            CountQuotas.NONE);
    return Optional.of(new Tenant(id, "Acme", false, quotas, time.now(), time.now()));
  }

  private Problem problemOf(TenantId tenant, String... ids) {
    return catchThrowableOfType(ProblemException.class, () -> take(tenant, ids)).problem();
  }
}
