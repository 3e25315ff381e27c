package dev.waybill.server.ingest;

import dev.waybill.server.answer.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what came in. */
final class IngestMetrics {
  private static final String EVENTS = "waybill.ingest.events";

  private final Counter accepted;
  private final Counter duplicates;
  private final Counter rejected;
  private final Counter bytes;
  private final Timer requests;
  private final MeterRegistry registry;

  IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.accepted = registry.counter(EVENTS, "result", "accepted");
    this.duplicates = registry.counter(EVENTS, "result", "duplicate");
    this.rejected = registry.counter(EVENTS, "result", "rejected");
    this.bytes = registry.counter("waybill.ingest.bytes");
    this.requests =
        Timer.builder("waybill.ingest")
            .description("Requests with events, from their first byte to the answer")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2))
            .register(registry);
  }

  void count(IngestAnswer answer, long bodyBytes) {
    accepted.increment(answer.accepted());
    duplicates.increment(answer.duplicates());
    rejected.increment(answer.rejected().size());
    bytes.increment((double) bodyBytes);
  }

  /** Of a request nothing was taken, or nobody knows. */
  void refused(ProblemCode code) {
    registry.counter("waybill.ingest.refusals", "code", code.name()).increment();
  }

  void took(long nanos) {
    requests.record(Duration.ofNanos(nanos));
  }
}
