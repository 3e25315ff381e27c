package dev.waybill.server.notifications;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.FailingReceivers.LeftAlone;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.Sender.Outcome;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits for a channel: one at a time to each receiver, a few at a time for each tenant,
 * and a bounded number in all, so that slow receivers hold up nobody else for long. What was taken
 * is forgotten at once; a crash in between sends it again, with the same id. A receiver that fails
 * is left alone for a while, whatever else waits for it.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /**
   * Bounds of what is under way.
   *
   * @param atOnce in all; the executor has a thread for each
   * @param ofTenant of each tenant
   */
  public record Limits(int atOnce, int ofTenant) {}

  private final Channel channel;
  private final NotificationOutbox outbox;
  private final Sender sender;
  private final RetrySchedule schedule;
  private final Limits limits;
  private final Executor executor;
  private final TimeSource time;
  private final RandomGenerator random;
  private final NotificationMetrics metrics;
  private final Map<String, TenantId> underWay = new HashMap<>();
  private final FailingReceivers failing = new FailingReceivers();
  private boolean closed;

  public Dispatcher(
      Channel channel,
      NotificationOutbox outbox,
      Sender sender,
      RetrySchedule schedule,
      Limits limits,
      Executor executor,
      TimeSource time,
      RandomGenerator random,
      NotificationMetrics metrics) {
    this.channel = requireNonNull(channel, "channel is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.sender = requireNonNull(sender, "sender is null");
    this.schedule = requireNonNull(schedule, "schedule is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.executor = requireNonNull(executor, "executor is null");
    this.time = requireNonNull(time, "time is null");
    this.random = requireNonNull(random, "random is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** Begins to send what is due, as far as the limits allow; does not wait for it. */
  public synchronized void round() {
    Instant now = time.now();
    boolean more = !closed;
    while (more && underWay.size() < limits.atOnce()) {
      more = begin(now);
    }
  }

  /** Begins nothing more; what is under way goes on. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  /**
   * Begins one at least, if any is due.
   *
   * @return whether there may be more: what was found may be of one tenant, which has enough now
   */
  private boolean begin(Instant now) {
    LeftAlone leftAlone = failing.at(now);
    Set<String> except = new HashSet<>(underWay.keySet());
    except.addAll(leftAlone.named());
    int most = limits.atOnce() + leftAlone.unnamed();
    List<Waiting> due = outbox.due(channel, now, except, busy(), most);
    int free = limits.atOnce() - underWay.size();
    int begun = 0;
    for (Waiting notification : due) {
      if (begun < free
          && !leftAlone.all().contains(notification.receiver())
          && mayBegin(notification)) {
        begin(notification);
        begun++;
      }
    }
    return begun > 0 && due.size() == most;
  }

  private Set<TenantId> busy() {
    return underWay.values().stream()
        .filter(tenant -> ofTenant(tenant) >= limits.ofTenant())
        .collect(Collectors.toUnmodifiableSet());
  }

  private long ofTenant(TenantId tenant) {
    return underWay.values().stream().filter(tenant::equals).count();
  }

  private boolean mayBegin(Waiting notification) {
    return ofTenant(notification.tenant()) < limits.ofTenant()
        && !underWay.containsKey(notification.receiver());
  }

  private void begin(Waiting notification) {
    underWay.put(notification.receiver(), notification.tenant());
    executor.execute(() -> attempt(notification));
  }

  private void attempt(Waiting notification) {
    try {
      settle(notification, sender.send(notification));
    } catch (RuntimeException | Error e) { // else the receiver would never be sent anything again
      LOG.error("The notification {} could not be sent", notification.id(), e);
      settleSafely(notification);
    } finally {
      end(notification);
    }
    try {
      round();
    } catch (RuntimeException e) { // the next round comes by itself
      LOG.warn("What else is to be sent could not be read: {}", e.getMessage());
    }
  }

  /** After a defect of ours; if not even that is stored, the next round finds it as it is. */
  private void settleSafely(Waiting notification) {
    try {
      settle(notification, new Outcome.Later("a defect of the service"));
    } catch (RuntimeException e) {
      LOG.error("What became of the notification {} could not be stored", notification.id(), e);
      pause(notification);
    }
  }

  private synchronized void end(Waiting notification) {
    underWay.remove(notification.receiver());
  }

  private void settle(Waiting notification, Outcome outcome) {
    switch (outcome) {
      case Outcome.Taken() -> {
        outbox.remove(notification.id());
        recovered(notification);
        metrics.count(channel, NotificationMetrics.TAKEN);
      }
      case Outcome.Refused(String reason) -> {
        giveUp(notification, reason);
        recovered(notification);
      }
      case Outcome.Later(String reason) -> {
        pause(notification);
        later(notification, reason);
      }
    }
  }

  private void later(Waiting notification, String reason) {
    int failed = notification.attempts() + 1;
    Optional<Instant> next = schedule.next(failed, notification.createdAt(), time.now(), random);
    if (next.isEmpty()) {
      giveUp(notification, reason);
      return;
    }
    outbox.retry(notification.id(), next.get());
    metrics.count(channel, NotificationMetrics.FAILED);
    LOG.info(
        "The notification {} ({} by {}) of tenant {} is sent again later: {}",
        notification.id(),
        notification.type().text(),
        channel.word(),
        notification.tenant(),
        reason);
  }

  private void giveUp(Waiting notification, String reason) {
    outbox.remove(notification.id());
    metrics.count(channel, NotificationMetrics.GIVEN_UP);
    LOG.warn(
        "The notification {} ({} by {}) of tenant {} is given up: {}",
        notification.id(),
        notification.type().text(),
        channel.word(),
        notification.tenant(),
        reason);
  }

  private synchronized void pause(Waiting notification) {
    failing.failed(notification.receiver(), time.now());
  }

  private synchronized void recovered(Waiting notification) {
    failing.recovered(notification.receiver());
  }
}
