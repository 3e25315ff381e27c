package dev.waybill.server.notifications;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.NotificationOutbox.Waiting;

/** Sends notifications over a channel; one at a time to each receiver. */
public interface Sender {

  /** Sends it and waits for the answer, for a bounded time. */
  Outcome send(Waiting notification);

  /** What became of an attempt. */
  sealed interface Outcome {
    /** The receiver has it. */
    record Taken() implements Outcome {}

    /**
     * It has it not, or nobody knows: it is to be sent again.
     *
     * @param reason for the log; nothing secret
     */
    record Later(String reason) implements Outcome {
      public Later {
        requireNonNull(reason, "reason is null");
      }
    }

    /** It never takes it, and sending it again is of no use. */
    record Refused(String reason) implements Outcome {
      public Refused {
        requireNonNull(reason, "reason is null");
      }
    }
  }
}
