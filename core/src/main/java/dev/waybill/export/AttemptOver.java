package dev.waybill.export;

/**
 * Unwinds an attempt that may go no further: the service stops, its lease is over, or another
 * attempt or an edit overtook it. It says nothing about the job.
 */
final class AttemptOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AttemptOver() {
    super("the attempt is over", null, false, false);
  }
}
