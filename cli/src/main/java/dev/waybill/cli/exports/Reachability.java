package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

/** Tells whether a storage can be reached. */
final class Reachability {
  private Reachability() {}

  /**
   * The exit code for an export or storage integration; if its storage cannot be reached, the
   * reason goes to the error output.
   */
  static int exitCode(CommandSpec spec, JsonNode shown) {
    String status = shown.path("connectionStatus").asString("");
    if (status.equals("SUCCESS")) {
      return 0;
    }
    spec.commandLine().getErr().println("waybill: " + status);
    return CommandFailure.NOT_CONNECTED;
  }
}
