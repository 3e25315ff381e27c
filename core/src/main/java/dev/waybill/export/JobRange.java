package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import dev.waybill.tenant.TenantId;

/**
 * A job's range in the log. Retention takes events from its lower end, also while an attempt reads;
 * nothing else does, and what was ever in it the log can still count.
 */
final class JobRange {
  private final EventLog log;
  private final ExportJob job;

  JobRange(EventLog log, ExportJob job) {
    this.log = log;
    this.job = job;
  }

  TenantId tenant() {
    return job.tenant();
  }

  /**
   * From where on a job that starts now has the range; its end if nothing is left of it. What is
   * given up may vanish at any moment, and a job that has started on it would expire whole.
   */
  Position startFrom(Position retainedFrom) {
    Position held = heldFrom();
    Position kept = within(retainedFrom);
    return kept.compareTo(held) < 0 ? held : kept;
  }

  TenantRange from(Position position) {
    return new TenantRange(job.tenant(), new Range(position, job.range().to()));
  }

  /** Whether the log has removed events from there on. */
  boolean isTrimmedSince(Position position) {
    Position now = heldFrom();
    return position.compareTo(now) < 0 && given(position, now) > 0;
  }

  /** How many events of the range lie below a position within it. */
  long countBelow(Position position) {
    return given(job.range().from(), position);
  }

  /** How many events of the range there ever were. */
  long count() {
    return countBelow(job.range().to());
  }

  /**
   * Nothing that lies between there and the end may be missing.
   *
   * @param read how many events were read
   * @throws EventsTrimmed if retention took some since
   */
  void requireRead(long read, Position from) {
    if (read != given(from, job.range().to())) {
      throw missing(from);
    }
    if (isTrimmedSince(from)) {
      throw new EventsTrimmed();
    }
  }

  /** Why events are missing that were there: retention has taken them since, or they are lost. */
  RuntimeException missing(Position from) {
    log.barrier(job.tenant()); // a removal under way shows in the log's start when it is through
    return isTrimmedSince(from) ? new EventsTrimmed() : new FailureException(lost());
  }

  /** From where on the log holds the range now. */
  private Position heldFrom() {
    return within(log.start(job.tenant()));
  }

  /** That place in the range, or the end of it that is nearest. */
  private Position within(Position position) {
    if (position.compareTo(job.range().from()) < 0) {
      return job.range().from();
    }
    return position.compareTo(job.range().to()) < 0 ? position : job.range().to();
  }

  private long given(Position from, Position to) {
    return log.given(job.tenant(), new Range(from, to));
  }

  private static Failure lost() {
    return new Failure(
        Fault.OURS,
        Stage.READ,
        "EVENTS_MISSING",
        "The event log does not hold all events of this job, though retention has not taken them.",
        "The operator must look at the event log before this export can go on.");
  }
}
