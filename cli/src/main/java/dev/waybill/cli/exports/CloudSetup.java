package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What to set up in Azure or Google Cloud, as the server tells it. */
final class CloudSetup {
  private static final String AZURE =
      """
      query($data: AzureSetupInstructionsInput!) {
        azureSetupInstructions(data: $data) {
          authentication applicationId applicationName consentUrl entraTenantId egressAddresses
          roleDefinition roleAssignment script terraform notes } }\
      """;

  private static final String GCS =
      """
      query($data: GcsSetupInstructionsInput!) {
        gcsSetupInstructions(data: $data) {
          authentication serviceAccount egressAddresses customRole bindings
          script terraform notes } }\
      """;

  /** Fields whose text is JSON. */
  private static final Set<String> JSON =
      Set.of("roleDefinition", "roleAssignment", "customRole", "bindings");

  private final CommandSpec spec;
  private final JsonNode told;

  CloudSetup(CommandSpec spec, JsonNode told) {
    this.spec = spec;
    this.told = told;
  }

  /** The query that asks for what this class shows. */
  static String document(Provider provider) {
    return switch (provider) {
      case AZURE -> AZURE;
      case GCS -> GCS;
      case S3 -> throw new IllegalArgumentException("S3 has a query of its own");
    };
  }

  /** How the query's input says that the place is to be created. */
  static String creation(Provider provider) {
    return provider == Provider.AZURE ? "createContainer" : "createBucket";
  }

  void print(PolicyCommand.Format format) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON -> out.println(json());
      case SCRIPT -> out.print(required("script"));
      case TERRAFORM -> out.print(required("terraform"));
      case CLOUDFORMATION ->
          throw new CommandFailure("CloudFormation is for AWS alone.", CommandFailure.USAGE);
    }
    out.flush();
    if (format != PolicyCommand.Format.JSON) {
      PrintWriter err = spec.commandLine().getErr();
      notes().forEach(note -> err.println("waybill: " + note));
    }
  }

  private String json() {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode json = mapper.createObjectNode();
    told.properties()
        .forEach(
            field -> {
              if (!Set.of("script", "terraform").contains(field.getKey())) {
                json.set(
                    field.getKey(),
                    JSON.contains(field.getKey()) && field.getValue().isString()
                        ? mapper.readTree(field.getValue().asString())
                        : field.getValue());
              }
            });
    return mapper.writeValueAsString(json);
  }

  private String required(String document) {
    Optional<String> text = told.path(document).asStringOpt();
    return text.orElseThrow(
        () ->
            new CommandFailure(notes().findFirst().orElse("The server does not say what to run.")));
  }

  private Stream<String> notes() {
    return told.path("notes").valueStream().map(JsonNode::asString);
  }
}
