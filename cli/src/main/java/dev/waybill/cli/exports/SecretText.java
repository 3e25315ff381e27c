package dev.waybill.cli.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A text that other users of the machine shall not see in the list of processes: {@code -} is the
 * standard input, {@code env:NAME} the environment variable NAME, and nothing is asked for on the
 * terminal. Any other text is taken as it is.
 */
final class SecretText {
  /** Before the name of an environment variable. */
  static final String FROM_ENVIRONMENT = "env:";

  /** A token is far shorter. */
  private static final int MOST_BYTES = 4096;

  private SecretText() {}

  /**
   * The text itself.
   *
   * @param what it is, for people
   * @param environment the value of a variable; empty if it is not set
   */
  static String of(
      Optional<String> given,
      String what,
      InputStream standardInput,
      UnaryOperator<String> environment) {
    if (given.isEmpty()) {
      return asked(what);
    }
    String text = given.get();
    if (text.equals("-")) {
      return read(standardInput);
    }
    return text.startsWith(FROM_ENVIRONMENT) ? resolve(what, text, environment) : text;
  }

  /**
   * The value of an environment variable.
   *
   * @param text with its name after {@link #FROM_ENVIRONMENT}
   */
  static String resolve(String what, String text, UnaryOperator<String> environment) {
    String name = text.substring(FROM_ENVIRONMENT.length());
    String value = environment.apply(name);
    if (value.isEmpty()) {
      throw new CommandFailure(
          what + ": the environment variable " + name + " is not set.", CommandFailure.USAGE);
    }
    return value;
  }

  private static String asked(String what) {
    char[] answer =
        Terminal.find()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "There is no terminal to ask on: give the "
                            + what
                            + " as '-', which is the standard input, or as 'env:NAME'.",
                        CommandFailure.USAGE))
            .readPassword("The %s: ", what);
    return answer == null ? "" : new String(answer);
  }

  private static String read(InputStream standardInput) {
    try {
      return new String(standardInput.readNBytes(MOST_BYTES), UTF_8);
    } catch (IOException e) {
      throw new CommandFailure(
          "Cannot read the standard input: " + e.getMessage() + ".", CommandFailure.USAGE);
    }
  }
}
