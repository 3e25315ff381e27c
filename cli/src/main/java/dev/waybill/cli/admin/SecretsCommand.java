package dev.waybill.cli.admin;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.WaybillClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The key that encrypts what the server stores of secrets. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    description = "Administers the key that encrypts stored secrets.")
final class SecretsCommand implements Runnable {
  private static final String SECRETS = "/api/admin/secrets";
  private static final Duration PAUSE = Duration.ofMillis(300);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? 'secrets' has rotate.");
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a new key, encrypts all secrets with it while the server works, and removes the old key.",
        "A rotation that was cut short goes on where it stopped.",
        "Backups from before need the key file from before: keep that as long as them."
      })
  int rotate(@Mixin ServerOptions server, @Mixin OutputOptions output) throws InterruptedException {
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.rest("POST", SECRETS + "/rotate", Optional.empty());
      while (status(answer).equals("RUNNING")) {
        Thread.sleep(PAUSE);
        answer = client.rest("GET", SECRETS, Optional.empty());
      }
      JsonNode rotation = answer.path("rotation");
      if (!status(answer).equals("SUCCEEDED")) {
        throw new CommandFailure(
            rotation
                .path("failure")
                .asString("The server was restarted, and goes on with the rotation by itself."));
      }
      output.print(
          spec.commandLine().getOut(),
          answer,
          rotation,
          List.of("status", "encrypted", "startedAt", "finishedAt"));
      spec.commandLine().getErr().println(rotation.path("advice").asString(""));
      return 0;
    }
  }

  private static String status(JsonNode answer) {
    return answer.path("rotation").path("status").asString("");
  }
}
