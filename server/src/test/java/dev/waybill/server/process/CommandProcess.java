package dev.waybill.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that is to end by itself. */
final class CommandProcess {
  /** How it ended, and what it printed. */
  record Ended(int exitCode, String output) {}

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Process process;
  private final Path output;

  private CommandProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static CommandProcess start(ServerLaunch launch) throws IOException {
    Path output = Files.createTempFile(launch.folder(), "command", ".out");
    return new CommandProcess(launch.process(output).start(), output);
  }

  /** {@code kill -9} as soon as that holds, unless it ends before. */
  Ended killWhen(BooleanSupplier reached) throws IOException, InterruptedException {
    while (!reached.getAsBoolean() && !process.waitFor(1, TimeUnit.MILLISECONDS)) {
      // It goes on.
    }
    process.destroyForcibly();
    return end();
  }

  /** Waits for its end. */
  Ended end() throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT)) {
      process.destroyForcibly();
      throw new AssertionError("It did not end within " + LIMIT + ": " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }
}
