package dev.waybill.server.backup;

/** One backup at a time. */
public final class BackupUnderWayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackupUnderWayException(BackupStatus other) {
    super(
        "A backup into "
            + other.directory()
            + " is under way (id "
            + other.id()
            + "): wait for its end.");
  }
}
