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

  /** From where on the log holds the range now; its end if the log holds nothing of it. */
  Position heldFrom() {
    Position start = log.start(job.tenant());
    if (start.compareTo(job.range().from()) < 0) {
      return job.range().from();
    }
    return start.compareTo(job.range().to()) < 0 ? start : job.range().to();
  }

  TenantRange from(Position position) {
    return new TenantRange(job.tenant(), new Range(position, job.range().to()));
  }

  /** Whether events from there on are gone. */
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
