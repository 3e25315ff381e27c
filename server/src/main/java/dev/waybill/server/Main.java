package dev.waybill.server;

import dev.waybill.server.demo.DemoCommand;
import dev.waybill.server.restore.RestoreCommand;
import dev.waybill.server.wiring.Outcome;
import dev.waybill.server.wiring.ServerCommand;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** The service as a program. */
final class Main {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    String command = arguments.isEmpty() ? "" : arguments.getFirst();
    List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
    end(
        switch (command) {
          case "server" -> new ServerCommand(System.getenv(), System.out, System.err).run(rest);
          case "admin" -> admin(rest);
          case "demo" -> new DemoCommand(System.out, System.err).run(rest);
          default -> {
            System.err.println(
                "There are 'server', 'demo' and 'admin restore', not '" + command + "'.");
            yield Outcome.USAGE;
          }
        });
  }

  /** All else of {@code admin} is the client's. */
  private static Outcome admin(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.getFirst().equals("restore")) {
      System.err.println("There is 'admin restore' here.");
      return Outcome.USAGE;
    }
    return new RestoreCommand(System.getenv(), InstantSource.system(), System.out, System.err)
        .run(arguments.subList(1, arguments.size()));
  }

  private static void end(Outcome outcome) {
    switch (outcome) {
      case RUNNING -> {
        // Until the process is told to stop.
      }
      case DONE -> System.exit(0);
      case FAILED -> System.exit(FAILURE);
      case USAGE -> System.exit(USAGE);
    }
  }
}
