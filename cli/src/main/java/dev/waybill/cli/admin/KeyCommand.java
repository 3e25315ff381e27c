package dev.waybill.cli.admin;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import dev.waybill.cli.keys.ExpiryOptions;
import dev.waybill.cli.keys.MadeKeyOutput;
import dev.waybill.cli.keys.SuccessorOptions;
import dev.waybill.tenant.Permission;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** API keys of a tenant, or, without {@code --tenant}, of the platform. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Administers the API keys of a tenant; without --tenant, the platform's own.")
final class KeyCommand implements Runnable {
  private static final List<String> COLUMNS =
      List.of("id", "name", "permissions", "prefix", "createdAt", "expiresAt", "lastUsedAt");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? 'key' has create, list, rotate, revoke.");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a key. Its secret is shown now and never again.")
  int create(
      @Mixin TenantOptions server,
      @Mixin MadeKeyOutput output,
      @Mixin ExpiryOptions expiry,
      @Option(names = "--name", required = true, paramLabel = "NAME") String name,
      @Option(
              names = "--permission",
              required = true,
              split = ",",
              paramLabel = "PERMISSION",
              description = "${COMPLETION-CANDIDATES}; may be repeated.")
          List<Permission> permissions) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
    permissions.forEach(permission -> body.withArray("permissions").add(permission.name()));
    expiry.addTo(body);
    try (WaybillClient client = server.connect()) {
      return showMade(output, client.rest("POST", keys(server), Optional.of(body)));
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a key of the same name and permissions in the place of another one, which goes on",
        "for a while. The new secret is shown now and never again."
      })
  int rotate(
      @Mixin ServerOptions server,
      @Mixin MadeKeyOutput output,
      @Mixin SuccessorOptions successor,
      @Parameters(paramLabel = "KEY-ID") String id) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    successor.addTo(body);
    try (WaybillClient client = server.connect()) {
      return showMade(
          output,
          client.rest("POST", "/api/admin/keys/" + uuid(id) + "/rotate", Optional.of(body)));
    }
  }

  private int showMade(MadeKeyOutput output, JsonNode answer) {
    output.print(spec.commandLine().getOut(), answer, answer, "key", columnsWithSecret());
    return 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists keys.")
  int list(@Mixin TenantOptions server, @Mixin OutputOptions output) {
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.rest("GET", keys(server), Optional.empty());
      output.print(spec.commandLine().getOut(), answer, answer.path("keys"), COLUMNS);
      return 0;
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a key; it stops working at once.")
  int revoke(@Mixin ServerOptions server, @Parameters(paramLabel = "KEY-ID") String id) {
    try (WaybillClient client = server.connect()) {
      client.rest("DELETE", "/api/admin/keys/" + uuid(id), Optional.empty());
      spec.commandLine().getOut().println("Revoked " + id + ".");
      return 0;
    }
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "'" + id + "' is not the id of a key: 'waybill admin key list' shows them.",
          CommandFailure.USAGE);
    }
  }

  private static String keys(TenantOptions server) {
    return server
        .tenant()
        .map(tenant -> "/api/admin/tenants/" + tenant + "/keys")
        .orElse("/api/admin/keys");
  }

  private static List<String> columnsWithSecret() {
    return List.of("id", "name", "permissions", "expiresAt", "key");
  }
}
