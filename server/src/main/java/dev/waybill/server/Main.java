package dev.waybill.server;

import dev.waybill.server.demo.DemoCommand;
import dev.waybill.server.wiring.ServerCommand;
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
    switch (command) {
      case "server" -> runServer(arguments.subList(1, arguments.size()));
      case "demo" -> runDemo(arguments.subList(1, arguments.size()));
      default -> {
        System.err.println("There are 'server' and 'demo', not '" + command + "'.");
        System.exit(USAGE);
      }
    }
  }

  private static void runServer(List<String> arguments) {
    var command = new ServerCommand(System.getenv(), System.out, System.err);
    switch (command.run(arguments)) {
      case RUNNING -> {
        // Until the process is told to stop.
      }
      case DONE -> System.exit(0);
      case FAILED -> System.exit(FAILURE);
      case USAGE -> System.exit(USAGE);
    }
  }

  private static void runDemo(List<String> arguments) throws Exception {
    switch (new DemoCommand(System.out, System.err).run(arguments)) {
      case RUNNING -> {
        // Until the process is told to stop.
      }
      case DONE -> System.exit(0);
      case FAILED -> System.exit(FAILURE);
      case USAGE -> System.exit(USAGE);
    }
  }
}
