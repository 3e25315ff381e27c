package dev.waybill.cli.keys;

import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.util.List;
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

/** A tenant's own API keys, as its administrators see them. */
@Command(
    name = "apiKey",
    mixinStandardHelpOptions = true,
    description = "Administers the tenant's own API keys; needs a key with the permission AUDIT.")
public final class ApiKeyCommand implements Runnable {
  private static final List<String> COLUMNS =
      List.of("id", "name", "permissions", "prefix", "createdAt", "expiresAt", "lastUsedAt");
  private static final List<String> MADE =
      List.of("key.id", "key.name", "key.permissions", "key.expiresAt", "secret");

  /** What a tenant's key may be allowed. */
  enum Allowed {
    INGEST,
    READ,
    AUDIT_READ,
    AUDIT
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which command? 'apiKey' has create, list, rotate, revoke.");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a key. Its secret is shown now and never again.",
        "It may do nothing that your own key may not."
      })
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
          List<Allowed> permissions) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("name", name);
    permissions.forEach(permission -> data.withArray("permissions").add(permission.name()));
    expiry.addTo(data);
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    variables.set("data", data);
    return showMade(output, send(server, KeyDocuments.create(), variables));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tenant's keys.")
  int list(@Mixin TenantOptions server, @Mixin OutputOptions output) {
    return show(
        output, send(server, KeyDocuments.list(), JsonNodeFactory.instance.objectNode()), COLUMNS);
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a key of the same name and permissions in the place of another one, which goes on",
        "for a while. The new secret is shown now and never again."
      })
  int rotate(
      @Mixin TenantOptions server,
      @Mixin MadeKeyOutput output,
      @Mixin SuccessorOptions successor,
      @Parameters(paramLabel = "KEY-ID") String id) {
    ObjectNode variables = JsonNodeFactory.instance.objectNode().put("id", id);
    successor.addTo(variables);
    return showMade(output, send(server, KeyDocuments.rotate(), variables));
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a key; it stops working at once.")
  int revoke(
      @Mixin TenantOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "KEY-ID") String id) {
    ObjectNode variables = JsonNodeFactory.instance.objectNode().put("id", id);
    return show(output, send(server, KeyDocuments.revoke(), variables), COLUMNS);
  }

  private int showMade(MadeKeyOutput output, JsonNode answer) {
    output.print(spec.commandLine().getOut(), answer, result(answer), "secret", MADE);
    return 0;
  }

  private int show(OutputOptions output, JsonNode answer, List<String> columns) {
    output.print(spec.commandLine().getOut(), answer, result(answer), columns);
    return 0;
  }

  private static JsonNode result(JsonNode answer) {
    return answer.path("data").iterator().next();
  }

  private static JsonNode send(TenantOptions server, String document, ObjectNode variables) {
    try (WaybillClient client = server.connect()) {
      return client.graphql(document, variables);
    }
  }
}
