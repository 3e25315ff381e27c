package dev.waybill.server.sql;

/** The database cannot do what it must: a broken or full disk, or a defect. */
public final class ControlPlaneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ControlPlaneException(String message, Throwable cause) {
    super(message, cause);
  }
}
