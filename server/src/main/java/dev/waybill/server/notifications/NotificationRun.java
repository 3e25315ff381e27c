package dev.waybill.server.notifications;

import dev.waybill.server.recurring.RecurringRun;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a dispatcher look every second, with a thread for each of what it may have under way. */
public final class NotificationRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationRun.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final Channel channel;
  private final ExecutorService threads;
  private final Dispatcher dispatcher;
  private final RecurringRun rounds;

  /**
   * @param atOnce how many threads there are
   * @param dispatcher is made with them
   */
  public NotificationRun(
      Channel channel, int atOnce, Function<ExecutorService, Dispatcher> dispatcher) {
    this.channel = channel;
    this.threads =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().daemon().name(channel.word() + "-", 1).factory());
    this.dispatcher = dispatcher.apply(threads);
    this.rounds =
        new RecurringRun(
            "sending of notifications by " + channel.word(), this.dispatcher::round, PAUSE, PAUSE);
  }

  public void start() {
    rounds.start();
  }

  /** Waits a little for what is under way; what was not taken by then is sent after the start. */
  @Override
  public void close() {
    rounds.close();
    dispatcher.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "The sending of notifications by {} did not stop in time; what was under way may be"
                + " sent twice",
            channel.word());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
