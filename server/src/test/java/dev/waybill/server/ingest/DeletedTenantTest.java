package dev.waybill.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.event.EventBatches;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.log.Position;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeletedTenantTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  private final TenantDeletions deletions = new TenantDeletions();
  private final InMemoryEventLog log = new InMemoryEventLog(new SettableTime());
  private final Ingest ingest =
      new Ingest(
          log,
          new Admission(
              new StorageQuotas(_ -> Optional.empty(), log, Optional.empty()),
              new IngestRates(_ -> Optional.empty(), IngestRate.NONE, new SettableTime())),
          deletions);

  @Test
  void whatWasAdmittedBeforeTheDeletionIsNotWrittenToItsSuccessor() {
    long before = deletions.last();
    deletions.add(ACME);

    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> take(before, new SampleEvent(OTHER, "a"), new SampleEvent(ACME, "a")));

    assertThat(refusal.problem().code().status()).isEqualTo(503);
    assertThat(refusal.problem().headers()).containsEntry("Retry-After", "1");
    assertThat(log.end(ACME)).isEqualTo(Position.ZERO);
    assertThat(log.end(OTHER)).isEqualTo(Position.ZERO);
  }

  @Test
  void whatWasAdmittedAfterwardsAndOtherTenantsEventsAreTaken() {
    long before = deletions.last();
    deletions.add(ACME);

    assertThat(take(before, new SampleEvent(OTHER, "a")).accepted()).isEqualTo(1);
    assertThat(take(deletions.last(), new SampleEvent(ACME, "a")).accepted()).isEqualTo(1);
  }

  private IngestAnswer take(long admitted, SampleEvent... events) {
    return ingest.take(
        new ReadOutcome.ParsedBody(EventBatches.of(events), List.of()),
        ConflictPolicy.REJECT_EVENT,
        admitted);
  }
}
