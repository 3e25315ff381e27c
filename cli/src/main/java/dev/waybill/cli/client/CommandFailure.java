package dev.waybill.cli.client;

/** Ends the command with one line on the error output. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int NOT_CONNECTED = 3;
  public static final int NOT_VERIFIED = 4;

  private final int exitCode;

  public CommandFailure(String message) {
    this(message, FAILED);
  }

  public CommandFailure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
