package dev.waybill.bench;

import dev.waybill.event.BodyFormat;
import dev.waybill.event.EventContext;
import dev.waybill.event.EventLimits;
import dev.waybill.event.EventReader;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.TenantChoice;
import dev.waybill.tenant.TenantId;
import java.util.Optional;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Requests of 1,000 query events, from body to finished lines; a score is events a second. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class EventReaderBenchmark {
  private static final int EVENTS = 1_000;

  private final byte[] body = new SampleBodies(EVENTS, 1_789_000_000_000L, 0).next(EVENTS);
  private final EventReader reader = new EventReader(EventLimits.DEFAULT);
  private final EventContext context =
      new EventContext(
          "bench",
          new UUID(0, 1),
          new TenantChoice.OfRequest(new TenantId("bench")),
          Optional.empty(),
          Optional.empty(),
          UUID::randomUUID);

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public ReadOutcome read() {
    return reader.read(body, body.length, BodyFormat.NDJSON, context);
  }
}
