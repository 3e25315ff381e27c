package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Redeliveries.Answer;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** Each test begins with five delivered jobs, of which the third has no objects. */
abstract class RedeliveriesContractFixture extends ExportContract {
  static final Instant NOW = Samples.NOW;
  static final Duration LEASE = Duration.ofMinutes(2);
  static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("first"));
  final ExportConfiguration configuration = Samples.configuration(integration);

  final Redeliveries redeliveries() {
    return controlPlane().redeliveries();
  }

  final RedeliveryLedger ledger() {
    return controlPlane().redeliveryLedger();
  }

  /** The ledger of the jobs that are delivered again. */
  final ExportLedger jobs() {
    return controlPlane().ledger();
  }

  final void wake(IntegrationId integration, Instant now) {
    controlPlane().wake(integration, now);
  }

  @BeforeEach
  void deliverFiveJobs() {
    add(integration, Samples.CREDENTIALS);
    add(configuration, Samples.stream(configuration), NOW);
    deliver(configuration, 2);
    deliver(configuration, 1);
    deliver(configuration, 0);
    deliver(configuration, 1);
    deliver(configuration, 1);
  }

  void assertFenced(RedeliveryAttempt attempt) {
    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    long next = attempt.redelivery().nextSequence();
    assertThat(ledger().advance(attempt, next, 1, 1, NOW)).isFalse();
    assertThat(ledger().block(attempt, REFUSED, NOW)).isFalse();
    assertThat(ledger().fail(attempt, REFUSED, NOW)).isFalse();
    assertThat(ledger().release(attempt, NOW)).isFalse();
  }

  ExportConfiguration another() {
    ExportConfiguration added = Samples.configuration(integration);
    add(added, Samples.stream(added), NOW);
    return added;
  }

  ExportJob plan(ExportConfiguration of) {
    Stream stream = jobs().plannable(of.id()).orElseThrow().stream();
    ExportJob job = Samples.job(of, stream);
    assertThat(jobs().plan(job, NOW, NOW.plusSeconds(3600))).isTrue();
    return job;
  }

  void deliver(ExportConfiguration of, int objects) {
    ExportJob job = plan(of);
    Attempt attempt = jobs().claim(job.id(), NOW, NOW, NOW.plus(LEASE)).orElseThrow();
    assertThat(jobs().start(attempt, job.settings(), Samples.KEY, job.range().from())).isTrue();
    List<ObjectKey> keys =
        IntStream.rangeClosed(1, objects).mapToObj(part -> key(job.sequence(), part)).toList();
    Samples.seal(jobs(), attempt);
    assertThat(jobs().commit(attempt, new Delivery(objects, 10 - objects, 0, keys), NOW)).isTrue();
  }

  static ObjectKey key(long sequence, int part) {
    return new ObjectKey("events/" + sequence + "-" + part);
  }

  Answer request(long from, long to) {
    return request(configuration, from, to, Position.ZERO);
  }

  Answer request(ExportConfiguration of, long from, long to, Position heldFrom) {
    return redeliveries()
        .request(new RedeliveryRequest(id(), Samples.TENANT, of.id(), from, to, heldFrom, NOW));
  }

  Redelivery accepted(long from, long to) {
    return accepted(from, to, NOW);
  }

  Redelivery accepted(long from, long to, Instant at) {
    Answer answer =
        redeliveries()
            .request(
                new RedeliveryRequest(
                    id(), Samples.TENANT, configuration.id(), from, to, Position.ZERO, at));
    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    return ((Answer.Accepted) answer).redelivery();
  }

  String invalid(long from, long to) {
    Answer answer = request(from, to);
    assertThat(answer).isInstanceOf(Answer.Invalid.class);
    Answer.Invalid invalid = (Answer.Invalid) answer;
    return invalid.field() + ": " + invalid.message();
  }

  RedeliveryAttempt claim(Redelivery redelivery) {
    return ledger().claim(redelivery.id(), NOW, NOW, NOW.plus(LEASE)).orElseThrow();
  }

  List<RedeliveryId> runnable(Instant now) {
    return ids(ledger().runnable(now, now, Set.of(), 10));
  }

  static List<RedeliveryId> ids(List<WaitingWork> waiting) {
    return waiting.stream().map(each -> new RedeliveryId(each.id())).toList();
  }

  Redelivery found(Redelivery redelivery) {
    return redeliveries().find(Samples.TENANT, redelivery.id()).orElseThrow();
  }

  List<Redelivery> list(int limit) {
    return redeliveries().list(Samples.TENANT, configuration.id(), limit, Optional.empty());
  }

  List<Redelivery> after(Redelivery last, int limit) {
    return redeliveries().list(Samples.TENANT, configuration.id(), limit, Optional.of(last.id()));
  }

  static RedeliveryId id() {
    return new RedeliveryId(UUID.randomUUID());
  }
}
