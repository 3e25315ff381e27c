package dev.waybill.server.graphql;

import dev.waybill.export.Redelivery;
import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.Optional;

/** The schema's {@code Redelivery}. */
record RedeliveryNode(
    String id,
    String configurationId,
    long fromSequence,
    long toSequence,
    Redelivery.Status status,
    Progress progress,
    Optional<Failure> failure,
    Optional<String> nextAttemptAt,
    String createdAt,
    Optional<String> finishedAt) {

  /** The schema's {@code RedeliveryProgress}. */
  record Progress(long jobs, long jobsTotal, long objectsPut, long objectsPresent) {}

  static RedeliveryNode of(Redelivery redelivery) {
    Optional<Instant> nextAttempt =
        Optional.of(redelivery.nextAttemptAt())
            .filter(_ -> redelivery.status() == Redelivery.Status.BLOCKED);
    return new RedeliveryNode(
        redelivery.id().toString(),
        redelivery.configuration().toString(),
        redelivery.fromSequence(),
        redelivery.toSequence(),
        redelivery.status(),
        new Progress(
            redelivery.jobsDone(),
            redelivery.jobs(),
            redelivery.objectsPut(),
            redelivery.objectsPresent()),
        redelivery.failure(),
        nextAttempt.map(Instant::toString),
        redelivery.createdAt().toString(),
        redelivery.finishedAt().map(Instant::toString));
  }
}
