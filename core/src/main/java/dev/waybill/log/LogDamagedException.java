package dev.waybill.log;

/** What is stored cannot be read; the message names the damaged file or block. */
public final class LogDamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogDamagedException(String message) {
    super(message);
  }

  public LogDamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
