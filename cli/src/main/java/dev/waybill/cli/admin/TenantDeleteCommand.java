package dev.waybill.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.Terminal;
import dev.waybill.cli.client.WaybillClient;
import java.io.Console;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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

/** Asks the server what would be removed, and the person whether that is meant. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a tenant with its keys, exports, secrets and events, for good.",
      "Shows first what that is, and asks."
    })
final class TenantDeleteCommand implements Callable<Integer> {
  private static final int CONFIRMATION_NEEDED = 428;
  private static final List<String> COLUMNS =
      List.of(
          "tenant",
          "removed.events",
          "removed.bytes",
          "removed.configurations",
          "removed.integrations",
          "removed.keys",
          "removed.unfinishedJobs");

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--confirm",
      paramLabel = "ID",
      description = "The tenant's id once more: do not ask.")
  private Optional<String> confirm = Optional.empty();

  @Parameters(paramLabel = "ID")
  private String id = "";

  @Override
  public Integer call() {
    String path = "/api/admin/tenants/" + TenantOptions.id(id);
    if (confirm.isPresent() && !confirm.get().equals(id)) {
      throw new CommandFailure(
          "--confirm names another tenant than '" + id + "'.", CommandFailure.USAGE);
    }
    try (WaybillClient client = server.connect()) {
      HttpResponse<byte[]> asked = delete(client, path);
      if (asked.statusCode() != CONFIRMATION_NEEDED) {
        throw new CommandFailure(client.problem(asked));
      }
      JsonNode question = client.read(asked);
      show(question.path("removes"));
      requireConfirmed();
      HttpResponse<byte[]> done =
          delete(
              client,
              path + "?confirm=" + URLEncoder.encode(question.path("confirm").asString(""), UTF_8));
      client.requireSuccess(done);
      JsonNode answer = client.read(done);
      output.print(spec.commandLine().getOut(), answer, answer, COLUMNS);
      return 0;
    }
  }

  private static HttpResponse<byte[]> delete(WaybillClient client, String path) {
    return client.send(client.request(path).method("DELETE", BodyPublishers.noBody()));
  }

  private void show(JsonNode removes) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("This removes of '" + id + "', for good:");
    removes
        .properties()
        .forEach(
            field -> err.println("  " + field.getKey() + ": " + field.getValue().asString("")));
    err.flush();
  }

  private void requireConfirmed() {
    if (confirm.isPresent()) {
      return;
    }
    Console terminal =
        Terminal.find()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "Nothing was removed, for there is no terminal to ask on: repeat it with"
                            + " --confirm "
                            + id
                            + ".",
                        CommandFailure.USAGE));
    String answer = terminal.readLine("Type the tenant's id to remove it: ");
    if (!id.equals(answer)) {
      throw new CommandFailure("That is not the tenant's id: nothing was removed.");
    }
  }
}
