package dev.waybill.server.deliveries;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Stage;
import dev.waybill.log.EventLog;
import dev.waybill.server.sql.ExportBacklog;
import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How much there is to deliver and how old it is, over all tenants. */
public final class BacklogMetrics implements MeterBinder {
  /** The gauges of one scrape share a look at the control plane. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Function<Instant, ExportBacklog> source;
  private final EventLog log;
  private final TimeSource time;
  private ExportBacklog latest;
  private Instant readAt = Instant.EPOCH;

  /** Reads what there is at a time from {@code source}. */
  public BacklogMetrics(Function<Instant, ExportBacklog> source, EventLog log, TimeSource time) {
    this.source = requireNonNull(source, "source is null");
    this.log = requireNonNull(log, "log is null");
    this.time = requireNonNull(time, "time is null");
    this.latest = new ExportBacklog(0, 0, Map.of(), List.of());
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "waybill.export.due", ExportBacklog::due);
    gauge(registry, "waybill.export.running", ExportBacklog::running);
    gauge(registry, "waybill.export.lag.intervals", _ -> lagIntervals());
    gauge(
        registry,
        "waybill.oldest.undelivered.seconds",
        _ -> oldestUndelivered().toMillis() / 1000.0);
    for (Stage stage : Stage.values()) {
      Gauge.builder("waybill.exports.blocked", () -> latest().blocked().getOrDefault(stage, 0L))
          .tag("stage", stage.name())
          .register(registry);
    }
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<ExportBacklog> value) {
    Gauge.builder(name, () -> value.applyAsDouble(latest())).register(registry);
  }

  /** By how many of its intervals the stream is behind that is so by most. */
  public double lagIntervals() {
    Instant now = time.now();
    return latest().streams().stream()
        .mapToDouble(
            stream ->
                Math.max(0, Duration.between(stream.receivedThrough(), now).toMillis())
                    / (double) stream.interval().length().toMillis())
        .max()
        .orElse(0);
  }

  /** For how long at most an event has waited that is stored and not delivered. */
  public Duration oldestUndelivered() {
    return latest().streams().stream()
        .filter(stream -> log.end(stream.tenant()).compareTo(stream.cursor()) > 0)
        .findFirst()
        .map(stream -> Duration.between(stream.receivedThrough(), time.now()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  /** What there is to deliver, as of some seconds ago at most. */
  public synchronized ExportBacklog latest() {
    Instant now = time.now();
    if (now.isBefore(readAt) || now.isAfter(readAt.plus(FRESH))) {
      latest = source.apply(now);
      readAt = now;
    }
    return latest;
  }
}
