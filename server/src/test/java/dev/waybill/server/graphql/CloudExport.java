package dev.waybill.server.graphql;

import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/**
 * An export into Azure or Google Cloud, as its tenant sees it over HTTP.
 *
 * @param created what its creation answered
 */
record CloudExport(TestingTenant tenant, GraphQlClient client, JsonNode created) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FIELDS =
      "id storageIntegrationId connectionStatus connectionTest { code stage message advice }";

  /**
   * Creates one.
   *
   * @param mutation its name
   * @param place fields that say where to and as whom
   */
  static CloudExport create(TestingTenant tenant, String mutation, String place) {
    GraphQlClient client = new GraphQlClient(tenant);
    return new CloudExport(
        tenant,
        client,
        client.data(
            "mutation { %s(data: { interval: EVERY_12_HOURS %s %s }) { %s } }"
                .formatted(mutation, place, SentEvents.ALONE, FIELDS)));
  }

  String id() {
    return created.get("id").asString();
  }

  String integration() {
    return created.get("storageIntegrationId").asString();
  }

  /** What a test finds now; empty if all is well. */
  String test() {
    return tested().get("code").asString("");
  }

  /** The same with its words. */
  JsonNode tested() {
    return client
        .data("mutation { testExportConfiguration(id: \"%s\") { %s } }".formatted(id(), FIELDS))
        .get("connectionTest");
  }

  /** The code of what stood in the way at its creation. */
  String code() {
    return created.at("/connectionTest/code").asString("");
  }

  /** Sends them, runs, and returns the job's id. */
  String send(int events) {
    SentEvents.send(tenant, events);
    return client
        .data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(id()))
        .get("id")
        .asString();
  }

  JsonNode awaitJob(String job, String state) {
    return await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(
            () ->
                client.data(
                    "query { exportJob(id: \"%s\") { status eventCount failure { code stage } } }"
                        .formatted(job)),
            found -> found.get("status").asString().equals(state));
  }

  /** What becomes of a token. */
  Answer confirm(String token) {
    return client.post(
        client.key(),
        "mutation { confirmDestination(id: \"%s\", token: \"%s\") { id } }"
            .formatted(integration(), token.strip()));
  }

  /** Events of a folder of the bucket, of which a verification must have nothing to say. */
  long verify(Path copies, SortedMap<String, byte[]> bucket, String path) {
    Path copy = copies.resolve(id());
    for (Map.Entry<String, byte[]> object : bucket.entrySet()) {
      try {
        Path file = copy.resolve(object.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, object.getValue());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    JsonNode keys = tenant.server().client().get(Verified.KEYS).send().json();
    return Verified.place(copy.resolve(path), keys).events();
  }
}
