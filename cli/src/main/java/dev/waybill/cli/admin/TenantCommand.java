package dev.waybill.cli.admin;

import static java.util.stream.Collectors.joining;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.OutputOptions;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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

/** Tenants: each subcommand is one call of the REST API. */
@Command(
    name = "tenant",
    mixinStandardHelpOptions = true,
    description = "Administers tenants.",
    subcommands = TenantDeleteCommand.class)
final class TenantCommand implements Runnable {
  private static final List<String> COLUMNS =
      List.of("id", "name", "suspended", "entitlements.auditing", "createdAt");

  private static final List<String> USAGE_COLUMNS =
      List.of(
          "storedBytes",
          "storageQuotaBytes",
          "oldestEventReceivedAt",
          "retentionDays",
          "hardLimitDays",
          "storedEvents",
          "takenEvents",
          "configurations",
          "integrations",
          "keys");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Which command? 'tenant' has create, set, list, usage, suspend, resume, delete.");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Creates a tenant; with the id of one that exists, changes its name.")
  int create(
      @Mixin ServerOptions server,
      @Mixin OutputOptions output,
      @Mixin QuotaOptions quotas,
      @Mixin ServiceOptions service,
      @Option(names = "--id", paramLabel = "ID", description = "Your own id; else one is made.")
          Optional<String> id,
      @Parameters(paramLabel = "NAME") String name) {
    String path = path(id.orElseGet(() -> UUID.randomUUID().toString()));
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name);
    quotas.addTo(body);
    service.addTo(body);
    return call(server, output, "PUT", path, Optional.of(body));
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = "Changes a tenant's quotas, what it has of the service, and who is notified.")
  int set(
      @Mixin ServerOptions server,
      @Mixin OutputOptions output,
      @Mixin QuotaOptions quotas,
      @Mixin ServiceOptions service,
      @Parameters(paramLabel = "ID") String id) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    boolean given = quotas.addTo(body);
    if (!service.addTo(body) && !given) {
      throw new CommandFailure(
          "Nothing to set: give --storage-quota, --retention-days or another quota; see --help.",
          CommandFailure.USAGE);
    }
    return change(server, output, id, body);
  }

  @Command(
      name = "usage",
      mixinStandardHelpOptions = true,
      description = "Shows what a tenant's events take, and may take.")
  int usage(
      @Mixin ServerOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID") String id) {
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.rest("GET", path(id) + "/usage", Optional.empty());
      output.print(spec.commandLine().getOut(), answer, answer, USAGE_COLUMNS);
      return 0;
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists tenants by id.")
  int list(
      @Mixin ServerOptions server,
      @Mixin OutputOptions output,
      @Option(
              names = "--limit",
              paramLabel = "N",
              description = "At most so many, 1 to 1,000; else all.")
          Optional<Integer> limit,
      @Option(names = "--after", paramLabel = "ID", description = "Those after that id.")
          Optional<String> after) {
    String query =
        Stream.concat(
                limit.map(count -> "limit=" + count).stream(),
                after.map(id -> "after=" + TenantOptions.id(id)).stream())
            .collect(joining("&"));
    String path = "/api/admin/tenants";
    return call(
        server, output, "GET", query.isEmpty() ? path : path + "?" + query, Optional.empty());
  }

  @Command(
      name = "suspend",
      mixinStandardHelpOptions = true,
      description = "Takes no more events of a tenant.")
  int suspend(
      @Mixin ServerOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID") String id) {
    return change(server, output, id, JsonNodeFactory.instance.objectNode().put("suspended", true));
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Takes events of a suspended tenant again.")
  int resume(
      @Mixin ServerOptions server,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID") String id) {
    return change(
        server, output, id, JsonNodeFactory.instance.objectNode().put("suspended", false));
  }

  private static String path(String tenant) {
    return "/api/admin/tenants/" + TenantOptions.id(tenant);
  }

  /** Only of a tenant that there is: the call itself would make one. */
  private int change(ServerOptions server, OutputOptions output, String id, JsonNode body) {
    try (WaybillClient client = server.connect()) {
      client.rest("GET", path(id), Optional.empty());
    }
    return call(server, output, "PUT", path(id), Optional.of(body));
  }

  private int call(
      ServerOptions server,
      OutputOptions output,
      String method,
      String path,
      Optional<JsonNode> body) {
    try (WaybillClient client = server.connect()) {
      JsonNode answer = client.rest(method, path, body);
      JsonNode rows = answer.has("tenants") ? answer.path("tenants") : answer;
      output.print(spec.commandLine().getOut(), answer, rows, COLUMNS);
      return 0;
    }
  }
}
