package dev.waybill.server.settings;

import java.util.List;

/** The settings cannot be used. The message holds one line per problem, all of them. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSettingsException(List<Problem> problems) {
    super(String.join(System.lineSeparator(), problems.stream().map(Problem::message).toList()));
  }
}
