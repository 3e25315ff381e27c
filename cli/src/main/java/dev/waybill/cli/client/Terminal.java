package dev.waybill.cli.client;

import java.io.Console;
import java.util.Optional;

/** Where a person can be asked. */
public final class Terminal {
  private Terminal() {}

  /** Empty in a pipe, a job or a test. */
  public static Optional<Console> find() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}
