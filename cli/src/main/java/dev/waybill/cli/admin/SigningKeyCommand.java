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

/** The keys that sign manifests. */
@Command(
    name = "signing-key",
    mixinStandardHelpOptions = true,
    description = "Administers the keys that sign manifests.")
final class SigningKeyCommand implements Runnable {
  private static final String KEYS = "/api/admin/signing-keys";
  private static final List<String> COLUMNS = List.of("id", "status", "createdAt", "retiredAt");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? 'signing-key' has list and rotate.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all keys, the current one first.")
  int list(@Mixin ServerOptions server, @Mixin OutputOptions output) {
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.rest("GET", KEYS, Optional.empty());
      output.print(spec.commandLine().getOut(), answer, answer.path("keys"), COLUMNS);
      return 0;
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a new key, which the current one declares its successor, and retires that one.",
        "Customers who trust the old key go on verifying without doing anything.",
        "What is under way is still signed with the old key."
      })
  int rotate(@Mixin ServerOptions server, @Mixin OutputOptions output) {
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.rest("POST", KEYS + "/rotate", Optional.empty());
      output.print(
          spec.commandLine().getOut(),
          answer,
          answer,
          List.of("id", "status", "createdAt", "predecessor"));
      return 0;
    }
  }
}
