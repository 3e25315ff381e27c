package dev.waybill.server.graphql;

import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.storage.RoleArn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An export by assumed role, the only one of its tenant, as people see it over HTTP.
 *
 * @param created what its creation answered
 */
record RoleExport(GraphQlClient client, RoleArn role, JsonNode created) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * Creates it by the document that customers' scripts have.
   *
   * @param options of the export, in the words of GraphQL; there need be none
   */
  static RoleExport create(
      GraphQlClient client, RoleArn role, String bucket, String path, String options) {
    String data =
        "interval: EVERY_12_HOURS bucket: \"%s\" path: \"%s\" region: \"us-east-1\" roleArn: \"%s\""
            .formatted(bucket, path, role);
    JsonNode created =
        client.data(
            "mutation { createS3AssumedRoleExportConfiguration(data: { "
                + data
                + " "
                + SentEvents.ALONE
                + " "
                + options
                + " }) { id interval enabled connectionStatus endpointConfiguration"
                + " { ... on S3AssumedRoleEndpointConfiguration { bucket path region } } } }");
    return new RoleExport(client, role, created);
  }

  String id() {
    return created.get("id").asString();
  }

  /** What the list says of it, which is the first thing that people look at. */
  JsonNode listed() {
    return client
        .data(
            "query { getAllExportConfigurations { id interval enabled connectionStatus createdAt"
                + " updatedAt } }")
        .get(0);
  }

  String status() {
    return listed().get("connectionStatus").asString();
  }

  /** How it begins if the STS refuses; the rest is what the STS says. */
  String refusal() {
    return "Error testing access to S3 using AssumedRole " + role + " - ";
  }

  /** Up to where its events are in the bucket. */
  String deliveredThrough() {
    return client
        .data(
            "query { exportConfiguration(id: \"%s\") { deliveredThrough { position time } } }"
                .formatted(id()))
        .toString();
  }

  JsonNode test() {
    return client.data(
        "mutation { testExportConfiguration(id: \"%s\") { connectionStatus connectionTest { code stage message advice } } }"
            .formatted(id()));
  }

  /** Runs it now, and returns the job's id. */
  String run() {
    return client
        .data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(id()))
        .get("id")
        .asString();
  }

  /** Waits until a job has one of these states. */
  JsonNode awaitJob(String job, String... states) {
    List<String> awaited = Arrays.asList(states);
    return await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(
            () ->
                client.data(
                    "query { exportJob(id: \"%s\") { id sequence status eventCount objects { key events storedBytes } failure { fault stage code message } } }"
                        .formatted(job)),
            found -> awaited.contains(found.get("status").asString()));
  }

  /** How each attempt of a job ended. */
  List<String> attempts(String job) {
    return client
        .data("query { getAllExportJobTasks(exportJobId: \"%s\") { status } }".formatted(job))
        .valueStream()
        .map(task -> task.get("status").asString())
        .toList();
  }
}
