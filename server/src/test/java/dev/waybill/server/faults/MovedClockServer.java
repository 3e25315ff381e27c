package dev.waybill.server.faults;

import dev.waybill.server.wiring.Outcome;
import dev.waybill.server.wiring.ServerCommand;
import java.nio.file.Path;
import java.util.List;

/** {@code waybill server} with a {@link MovedClock}, whose file is the only argument. */
final class MovedClockServer {
  private MovedClockServer() {}

  public static void main(String[] arguments) {
    MovedClock clock = MovedClock.at(Path.of(arguments[0]));
    Outcome outcome =
        new ServerCommand(System.getenv(), System.out, System.err, clock).run(List.of());
    if (outcome != Outcome.RUNNING) {
      System.exit(1);
    }
  }
}
