package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.s3.setup.PrincipalArn;
import dev.waybill.stores.s3.setup.SetupDocuments;
import dev.waybill.stores.s3.setup.Trust;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says what to set up in AWS for an export. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what to set up in AWS so that an export can write by a role: policies, or a script,"
          + " a template or a module that make them.",
      "With --principal and --external-id no server is asked."
    })
final class PolicyCommand implements Callable<Integer> {
  private static final String ASK =
      """
      query($data: SetupInstructionsInput!) {
        setupInstructions(data: $data) {
          principal externalId egressAddresses roleNamePrefix kmsKeyArn
          bucketOwnerFullControl } }\
      """;

  /** The forms of what is printed. */
  enum Format {
    JSON,
    SCRIPT,
    CLOUDFORMATION,
    TERRAFORM
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantOptions server = new TenantOptions();
  @Mixin private SetupOptions options = new SetupOptions();

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "FORMAT",
      description = "json, script (of the AWS CLI), cloudformation or terraform; default json.")
  private Format format = Format.JSON;

  @Option(
      names = "--principal",
      paramLabel = "ARN",
      description = "As whom the service asks AWS for the role; else the server says it.")
  private Optional<String> principal = Optional.empty();

  @Option(
      names = "--external-id",
      paramLabel = "ID",
      description = "What the role's trust demands; else that of the export.")
  private Optional<String> externalId = Optional.empty();

  @Option(
      names = "--integration",
      paramLabel = "ID",
      description = "The storage integration, or draft, to which the external id belongs.")
  private Optional<String> integration = Optional.empty();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The export configuration to which the external id belongs.")
  private Optional<String> id = Optional.empty();

  @Override
  public Integer call() {
    try {
      Known known = known();
      var documents = new SetupDocuments(options.setup(known));
      print(known, documents);
      return 0;
    } catch (InvalidInput e) {
      throw new CommandFailure(e.getMessage(), CommandFailure.USAGE);
    }
  }

  private Known known() {
    if (principal.isPresent() && externalId.isPresent()) {
      return new Known(principal, externalId, Optional.empty(), List.of(), Optional.empty(), false);
    }
    ObjectNode data =
        JsonNodeFactory.instance.objectNode().put("destination", options.destination());
    id.ifPresent(export -> data.put("configurationId", export));
    integration.ifPresent(to -> data.put("storageIntegrationId", to));
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    variables.set("data", data);
    try (WaybillClient client = server.connect()) {
      JsonNode told = Documents.result(client.graphql(ASK, variables));
      return new Known(
          principal.or(() -> text(told, "principal")),
          externalId.or(() -> text(told, "externalId")),
          text(told, "roleNamePrefix"),
          told.path("egressAddresses").valueStream().map(JsonNode::asString).toList(),
          text(told, "kmsKeyArn"),
          told.path("bucketOwnerFullControl").asBoolean(false));
    }
  }

  private void print(Known known, SetupDocuments documents) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON -> out.println(SetupJson.of(known, documents));
      case SCRIPT -> out.print(known.required(documents.script()));
      case CLOUDFORMATION -> out.print(known.required(documents.cloudFormation()));
      case TERRAFORM -> out.print(known.required(documents.terraform()));
    }
    out.flush();
    if (format != Format.JSON) {
      PrintWriter err = spec.commandLine().getErr();
      known.notes().forEach(note -> err.println("waybill: " + note));
      documents.notes().forEach(note -> err.println("waybill: " + note));
    }
  }

  private static Optional<String> text(JsonNode told, String field) {
    return told.path(field).asStringOpt();
  }

  /**
   * What the server or the command line told.
   *
   * @param kmsKeyArn the key that the export names
   * @param bucketOwnerFullControl whether the export puts objects with that ACL
   */
  record Known(
      Optional<String> principal,
      Optional<String> externalId,
      Optional<String> roleNamePrefix,
      List<String> egressAddresses,
      Optional<String> kmsKeyArn,
      boolean bucketOwnerFullControl) {

    Optional<Trust> trust() {
      return principal.flatMap(
          who -> externalId.map(id -> new Trust(new PrincipalArn(who), uuid(id))));
    }

    /** What to know about what was told. */
    List<String> notes() {
      return egressAddresses.isEmpty()
          ? List.of()
          : List.of("The service comes from " + String.join(", ", egressAddresses) + ".");
    }

    /** What there is only with both halves of the trust. */
    String required(Optional<String> document) {
      return document.orElseThrow(() -> new CommandFailure(missing().orElseThrow()));
    }

    /** Why there is no trust; empty if there is. */
    Optional<String> missing() {
      if (principal.isEmpty()) {
        return Optional.of(
            "The operator of the server has not said as whom it asks AWS for a role"
                + " (setup.s3-principal): ask for that ARN and give it as --principal. An access key"
                + " needs the permission policy alone.");
      }
      return externalId.isEmpty()
          ? Optional.of(
              "There is no external id yet: make one with 'waybill audit integration create --draft'"
                  + " and name it with --integration, or create the export with the ARN that the"
                  + " role will have and name that: policy ID --destination ...")
          : Optional.empty();
    }

    private static UUID uuid(String text) {
      try {
        return UUID.fromString(text.toLowerCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new InvalidInput("externalId", "An external id of this service is a UUID.");
      }
    }
  }
}
