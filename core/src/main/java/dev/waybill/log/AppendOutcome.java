package dev.waybill.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What became of an append. */
public sealed interface AppendOutcome {

  /**
   * The batch is durable, but for its duplicates and conflicts.
   *
   * @param accepted how many events are new
   * @param duplicates how many were stored already with the same content
   * @param conflicts indexes into the batch of events whose id is taken by other content; if the
   *     policy was {@link ConflictPolicy#REJECT_BATCH} and this is not empty, nothing was taken
   * @param last the position of the last event taken; empty if none was, or if the batch has
   *     several tenants
   */
  record Appended(int accepted, int duplicates, List<Integer> conflicts, Optional<Position> last)
      implements AppendOutcome {
    public Appended {
      conflicts = List.copyOf(conflicts);
      requireNonNull(last, "last is null");
    }
  }

  /** Nothing was taken; try again later. */
  record Refused(String reason, Duration retryAfter) implements AppendOutcome {
    public Refused {
      requireNonNull(reason, "reason is null");
      requireNonNull(retryAfter, "retryAfter is null");
    }
  }

  /** The log cannot tell whether the batch will be there; send again with the same ids. */
  record Unknown(String reason) implements AppendOutcome {
    public Unknown {
      requireNonNull(reason, "reason is null");
    }
  }
}
