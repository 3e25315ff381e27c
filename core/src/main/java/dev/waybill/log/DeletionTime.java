package dev.waybill.log;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Whether events may be deleted by their age now. */
public sealed interface DeletionTime {

  /** They may; it is this time. */
  record Known(Instant now) implements DeletionTime {
    public Known {
      requireNonNull(now, "now is null");
    }
  }

  /**
   * They may not: the clock is not trusted until it is right or the operator confirms it. What was
   * decided before may still be trimmed.
   *
   * @param reason one sentence for the operator
   */
  record Withheld(String reason) implements DeletionTime {
    public Withheld {
      requireNonNull(reason, "reason is null");
    }
  }
}
