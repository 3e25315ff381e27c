package dev.waybill.cli.admin;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.WaybillClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Backs the running server up. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a consistent copy of everything the running server keeps to a folder on its machine.",
      "'waybill admin restore' makes a data directory from it."
    })
final class BackupCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(300);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "DIR",
      description = "An absent or empty folder on the server's machine.")
  private Path directory = Path.of("");

  @Option(
      names = "--include-keys",
      description =
          "Copies the key of the stored secrets, too: the backup must be kept secret then.")
  private boolean includeKeys;

  @Override
  public Integer call() throws InterruptedException {
    ObjectNode request =
        new JsonMapper()
            .createObjectNode()
            .put("directory", directory.toAbsolutePath().normalize().toString())
            .put("includeKeys", includeKeys);
    try (WaybillClient client = server.connect()) {
      JsonNode backup = client.rest("POST", "/api/admin/backups", Optional.of(request));
      String path = "/api/admin/backups/" + backup.path("id").asString("");
      while (backup.path("status").asString("").equals("RUNNING")) {
        Thread.sleep(PAUSE);
        backup = client.rest("GET", path, Optional.empty());
      }
      return end(backup);
    }
  }

  private int end(JsonNode backup) {
    if (!backup.path("status").asString("").equals("SUCCEEDED")) {
      throw new CommandFailure(backup.path("failure").asString("The backup failed."));
    }
    output.print(
        spec.commandLine().getOut(),
        backup,
        backup,
        List.of("directory", "takenAt", "lastReceived", "tenants", "streams", "bytes", "holdsKey"));
    spec.commandLine().getErr().println(backup.path("advice").asString(""));
    return 0;
  }
}
