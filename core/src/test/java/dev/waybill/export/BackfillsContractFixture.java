package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Backfills.Creation;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Each test begins with one configuration whose stream starts at position 1000. */
abstract class BackfillsContractFixture extends ExportContract {
  static final Instant NOW = Samples.NOW;
  static final Duration LEASE = Duration.ofMinutes(2);
  static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");
  static final TenantId STRANGER = new TenantId("stranger");

  final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("first"));
  final ExportConfiguration configuration = Samples.configuration(integration);
  final Stream stream = Samples.withCursor(Samples.stream(configuration), new Position(1000));

  final Backfills backfills() {
    return controlPlane().backfills();
  }

  final ExportLedger ledger() {
    return controlPlane().ledger();
  }

  final void give(StreamId id) {
    controlPlane().give(id);
  }

  final void damage(StreamId id) {
    controlPlane().damage(id);
  }

  @BeforeEach
  void addOneConfiguration() {
    add(integration, Samples.CREDENTIALS);
    add(configuration, stream, NOW);
  }

  void assertFenced(Attempt attempt) {
    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().start(attempt, attempt.job().settings(), Samples.KEY, new Position(100)))
        .isFalse();
    assertThat(ledger().recordObject(attempt, Samples.object("events/z"))).isFalse();
    assertThat(ledger().commit(attempt, delivery(5), NOW)).isFalse();
    assertThat(ledger().fail(attempt, REFUSED, Leftovers.NONE, NOW, NOW)).isFalse();
    assertThat(ledger().release(attempt, Leftovers.NONE, NOW)).isFalse();
  }

  BackfillRequest request(String prefix, long from, long to) {
    return request(configuration, prefix, from, to);
  }

  /** Position n was received n milliseconds after the epoch. */
  static BackfillRequest request(ExportConfiguration of, String prefix, long from, long to) {
    return at(of, prefix, from, to, from - 1, to - 1);
  }

  BackfillRequest at(String prefix, long from, long to, long after, long through) {
    return at(configuration, prefix, from, to, after, through);
  }

  static BackfillRequest at(
      ExportConfiguration of, String prefix, long from, long to, long after, long through) {
    return new BackfillRequest(
        Samples.TENANT,
        of.id(),
        new StoragePath(prefix),
        after,
        through,
        new Range(new Position(from), new Position(to)),
        Samples.settings(of));
  }

  Creation creation(BackfillRequest request) {
    return backfills().create(request, request.receivedFrom(), NOW);
  }

  Backfill create(BackfillRequest request) {
    return create(request, NOW);
  }

  Backfill create(BackfillRequest request, Instant now) {
    Creation creation = backfills().create(request, request.receivedFrom(), now);
    assertThat(creation).isInstanceOf(Creation.Done.class);
    return ((Creation.Done) creation).backfill();
  }

  Backfill cancel(Backfill backfill) {
    return backfills().cancel(Samples.TENANT, backfill.id(), NOW).orElseThrow();
  }

  Backfill backfill(Backfill before) {
    return backfills().find(Samples.TENANT, before.id()).orElseThrow();
  }

  List<Backfill> list() {
    return page(100, Optional.empty());
  }

  List<Backfill> page(int limit, Optional<StreamId> after) {
    return backfills().list(Samples.TENANT, configuration.id(), limit, after);
  }

  PlannableBackfill plannable(Backfill backfill) {
    assertThat(ledger().backfillsToPlan(100)).contains(backfill.id());
    return ledger().plannableBackfill(backfill.id()).orElseThrow();
  }

  ExportJob plan(Backfill backfill, long to) {
    Stream at = plannable(backfill).stream();
    ExportJob planned = job(backfill, at.nextSequence(), at.cursor().value(), to, at.nextOrdinal());
    assertThat(ledger().planBackfill(planned)).isTrue();
    return planned;
  }

  ExportJob job(Backfill of, long sequence, long from, long to, long ordinal) {
    return new ExportJob(
        new JobId(UUID.randomUUID()),
        Samples.TENANT,
        configuration.id(),
        of.id(),
        StreamKind.BACKFILL,
        of.request().prefix(),
        sequence,
        NOW,
        new Range(new Position(from), new Position(to)),
        from - 1,
        to - 1,
        ordinal,
        of.request().settings(),
        JobStatus.PLANNED,
        Optional.empty(),
        true,
        0,
        NOW,
        Optional.empty());
  }

  Attempt claim(ExportJob job) {
    return claim(job.id());
  }

  Attempt claim(JobId id) {
    return ledger().claim(id, NOW, NOW, NOW.plus(LEASE)).orElseThrow();
  }

  Attempt start(Attempt attempt) {
    assertThat(
            ledger()
                .start(
                    attempt, attempt.job().settings(), Samples.KEY, attempt.job().range().from()))
        .isTrue();
    return attempt;
  }

  void commit(Attempt attempt, long events) {
    Samples.seal(ledger(), attempt);
    assertThat(ledger().commit(attempt, delivery(events), NOW)).isTrue();
  }

  static Delivery delivery(long events) {
    return new Delivery(events, 3, 0, List.of(Samples.object("events/a").key()));
  }
}
