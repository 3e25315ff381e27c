package dev.waybill.server.notifications;

import static java.util.Objects.requireNonNull;

import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Counts what became of attempts, and says how long the oldest has waited. */
public final class NotificationMetrics {
  static final String TAKEN = "taken";
  static final String FAILED = "failed";
  static final String GIVEN_UP = "given_up";
  private static final String LEFT_OUT = "left_out";

  private final MeterRegistry registry;

  public NotificationMetrics(MeterRegistry registry, NotificationOutbox outbox, TimeSource time) {
    this.registry = requireNonNull(registry, "registry is null");
    for (Channel channel : Channel.values()) {
      List.of(TAKEN, FAILED, GIVEN_UP, LEFT_OUT).forEach(outcome -> counter(channel, outcome));
      Gauge.builder(
              "waybill.notifications.oldest.seconds", outbox, each -> age(each, channel, time))
          .tag("channel", channel.word())
          .description("For how long the oldest notification that was not taken yet has waited")
          .register(registry);
    }
  }

  void count(Channel channel, String outcome) {
    counter(channel, outcome).increment();
  }

  /** Counts what is not told to a receiver, since too much waits for it. */
  public static Consumer<Channel> leftOut(MeterRegistry registry) {
    return channel -> counter(registry, channel, LEFT_OUT).increment();
  }

  private Counter counter(Channel channel, String outcome) {
    return counter(registry, channel, outcome);
  }

  private static Counter counter(MeterRegistry registry, Channel channel, String outcome) {
    return registry.counter("waybill.notifications", "channel", channel.word(), "outcome", outcome);
  }

  private static double age(NotificationOutbox outbox, Channel channel, TimeSource time) {
    Instant now = time.now();
    return Math.max(0, Duration.between(outbox.oldest(channel, now), now).toMillis() / 1000.0);
  }
}
