package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.TenantOptions;
import dev.waybill.cli.client.WaybillClient;
import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.s3.setup.SetupDocuments;
import java.io.PrintWriter;
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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says what to set up in a cloud for an export. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what to set up in AWS, Azure or Google Cloud so that an export can write: policies or"
          + " roles, or a script, a template or a module that make them.",
      "Which cloud is told by --provider, --destination, the export or the storage integration.",
      "For S3 with --principal and --external-id no server is asked."
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
  @Mixin private CloudSetupOptions cloudOptions = new CloudSetupOptions();

  @Option(
      names = "--provider",
      paramLabel = "PROVIDER",
      description = "s3, azure or gcs; else as destination, export or integration tell, else s3.")
  private Optional<Provider> provider = Optional.empty();

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "FORMAT",
      description =
          "json, script (of the cloud's CLI), cloudformation (S3) or terraform; default json.")
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
      description =
          "The storage integration that is meant, or the draft to which the external id belongs.")
  private Optional<String> integration = Optional.empty();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The export configuration to which the external id belongs.")
  private Optional<String> id = Optional.empty();

  @Override
  public Integer call() {
    try {
      Optional<JsonNode> endpoint = endpoint();
      Provider whose =
          provider
              .or(() -> options.destination().flatMap(Provider::ofDestination))
              .or(() -> endpoint.map(to -> Provider.ofEndpoint(to.path("__typename").asString(""))))
              .orElse(Provider.S3);
      ProviderOptions.require(spec.commandLine().getParseResult(), whose);
      if (whose == Provider.S3) {
        String destination = s3Destination(endpoint);
        Known known = known(destination);
        print(known, new SetupDocuments(options.setup(destination, known)));
      } else {
        new CloudSetup(spec, ask(whose)).print(format);
      }
      return 0;
    } catch (InvalidInput e) {
      throw new CommandFailure(e.getMessage(), CommandFailure.USAGE);
    }
  }

  /** Where the export goes, if nothing else says what is meant. */
  private Optional<JsonNode> endpoint() {
    boolean isTold =
        options.destination().isPresent() || provider.filter(p -> p != Provider.S3).isPresent();
    return isTold
        ? Optional.empty()
        : id.map(this::ofExport).or(() -> integration.flatMap(this::ofIntegration));
  }

  private JsonNode ofExport(String export) {
    return sent(Documents.endpoint(), JsonNodeFactory.instance.objectNode().put("id", export))
        .path("endpointConfiguration");
  }

  /** A draft has none yet. */
  private Optional<JsonNode> ofIntegration(String wanted) {
    return sent(IntegrationDocuments.list(), JsonNodeFactory.instance.objectNode())
        .valueStream()
        .filter(each -> each.path("id").asString("").equals(wanted))
        .map(each -> each.path("endpointConfiguration"))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  private String s3Destination(Optional<JsonNode> endpoint) {
    return options
        .destination()
        .or(
            () ->
                endpoint
                    .filter(to -> to.has("bucket"))
                    .map(
                        to ->
                            "s3://"
                                + to.path("bucket").asString()
                                + "/"
                                + to.path("path").asString("")))
        .orElseThrow(
            () ->
                new CommandFailure(
                    "Say which bucket: --destination s3://BUCKET/PREFIX, or the id of an export.",
                    CommandFailure.USAGE));
  }

  private JsonNode ask(Provider whose) {
    ObjectNode data = cloudOptions.data();
    options.destination().ifPresent(url -> data.put("destination", url));
    options.tell(data, CloudSetup.creation(whose));
    id.ifPresent(export -> data.put("configurationId", export));
    integration.ifPresent(to -> data.put("storageIntegrationId", to));
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    variables.set("data", data);
    return sent(CloudSetup.document(whose), variables);
  }

  private JsonNode sent(String document, ObjectNode variables) {
    try (WaybillClient client = server.connect()) {
      return Documents.result(client.graphql(document, variables));
    }
  }

  private Known known(String destination) {
    if (principal.isPresent() && externalId.isPresent()) {
      return new Known(principal, externalId, Optional.empty(), List.of(), Optional.empty(), false);
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("destination", destination);
    id.ifPresent(export -> data.put("configurationId", export));
    integration.ifPresent(to -> data.put("storageIntegrationId", to));
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    variables.set("data", data);
    JsonNode told = sent(ASK, variables);
    return new Known(
        principal.or(() -> text(told, "principal")),
        externalId.or(() -> text(told, "externalId")),
        text(told, "roleNamePrefix"),
        told.path("egressAddresses").valueStream().map(JsonNode::asString).toList(),
        text(told, "kmsKeyArn"),
        told.path("bucketOwnerFullControl").asBoolean(false));
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
}
