package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

class DefectTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IllegalStateException("odd"), "This is a defect of the command"),
        Arguments.of(new StackOverflowError(), "This is a defect of the command"),
        Arguments.of(new NoClassDefFoundError("x"), "This is a defect of the command"),
        Arguments.of(new OutOfMemoryError("heap"), "WAYBILL_JAVA_OPTS=-Xmx1g"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void endsInOneLine(Throwable failure, String line) {
    StringWriter err = new StringWriter();

    int exitCode =
        Main.commandLine()
            .addSubcommand(new Failing(failure))
            .setErr(new PrintWriter(err, true))
            .execute("failing");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("waybill: ")
        .contains(line);
  }

  /** Fails in its own way. */
  @Command(name = "failing")
  private record Failing(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      switch (failure) {
        case Error error -> throw error;
        case Exception exception -> throw exception;
        default -> throw new AssertionError(failure);
      }
    }
  }
}
