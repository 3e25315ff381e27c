package dev.waybill.cli.admin;

import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.WaybillClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The server's clock. */
@Command(name = "clock", mixinStandardHelpOptions = true, description = "The server's clock.")
final class ClockCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? 'clock' has confirm.");
  }

  @Command(
      name = "confirm",
      mixinStandardHelpOptions = true,
      description = {
        "Says that the server's clock is right.",
        "A server whose clock is before, or long after, the last stored event takes no events until then."
      })
  int confirm(@Mixin ServerOptions server, @Mixin OutputOptions output) {
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.rest("POST", "/api/admin/clock/confirm", Optional.empty());
      output.print(spec.commandLine().getOut(), answer, answer, List.of("confirmed"));
      return 0;
    }
  }
}
