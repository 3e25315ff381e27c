package dev.waybill.server.portal.notifications;

import dev.waybill.server.notifications.NotificationOutbox.Queue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a receiver takes what it is told.
 *
 * @param tone of its badge
 * @param failingSince none or one: when the oldest was recorded that it did not take
 * @param nextAttempt none or one: when what waits is sent
 */
record Receiving(
    String tone, String word, long waiting, List<Instant> failingSince, List<Instant> nextAttempt) {
  private static final Receiving NOTHING_WAITS =
      new Receiving("good", "Active", 0, List.of(), List.of());

  /** Of a receiver that is to be told nothing. */
  static Receiving disabled() {
    return new Receiving("off", "Disabled", 0, List.of(), List.of());
  }

  /**
   * @param queue what waits for it; empty if nothing does
   */
  static Receiving of(Optional<Queue> queue) {
    return queue.map(Receiving::of).orElse(NOTHING_WAITS);
  }

  private static Receiving of(Queue queue) {
    boolean fails = queue.failingSince().isPresent();
    return new Receiving(
        fails ? "bad" : "busy",
        fails ? "Failing" : "On its way",
        queue.waiting(),
        queue.failingSince().stream().toList(),
        List.of(queue.nextAttempt()));
  }

  /** Whether it will have changed soon. */
  public boolean moves() {
    return waiting > 0 && failingSince.isEmpty();
  }
}
