package dev.waybill.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What the portal's pages are asked about.
 *
 * @param exports those that have delivered
 * @param integrations of those
 * @param job of the first export
 * @param jobCursor after which the first export has older jobs
 * @param draft a storage integration to be
 * @param endpoint for webhooks
 * @param event the newest one
 * @param middle a time in the middle of the events, as the form for events has it
 */
record PortalData(
    List<String> exports,
    List<String> integrations,
    String job,
    String jobCursor,
    String draft,
    String apiKey,
    String endpoint,
    JsonNode event,
    String actor,
    String middle) {

  PortalData {
    exports = List.copyOf(exports);
    integrations = List.copyOf(integrations);
  }

  /** Looks up what is there, and adds a draft and an endpoint. */
  static PortalData of(Api api, SearchClient search, String key) throws Exception {
    JsonNode all =
        api.graphql(key, "{ getAllExportConfigurations { id storageIntegrationId enabled } }");
    List<String> exports = new ArrayList<>();
    Set<String> integrations = new HashSet<>();
    for (JsonNode each : all) {
      exports.add(each.path("id").asString());
      integrations.add(each.path("storageIntegrationId").asString());
    }
    JsonNode jobs =
        api.graphql(
            key,
            "{ exportJobs(configurationId: \"%s\", first: 2) { nodes { id } pageInfo { endCursor } } }"
                .formatted(exports.getFirst()));
    JsonNode draft =
        api.graphql(
            key,
            "mutation { createStorageIntegration(data: { name: \"next\" draft: true }) { id } }");
    JsonNode keys = api.graphql(key, "{ apiKeys { id } }");
    JsonNode endpoint =
        api.graphql(
            key,
            """
            mutation { createWebhookEndpoint(data: { url: "https://hooks.example.com/" enabled: false })
              { endpoint { id } } }
            """);
    SearchClient.Answer newest = search.ask("limit=1&kind=QUERY");
    SearchClient.Answer oldest = search.ask("limit=1&kind=QUERY&order=asc");
    JsonNode event = newest.events().getFirst();
    return new PortalData(
        exports,
        List.copyOf(integrations),
        jobs.path("nodes").path(0).path("id").asString(),
        jobs.path("pageInfo").path("endCursor").asString(),
        draft.path("id").asString(),
        keys.path(0).path("id").asString(),
        endpoint.path("endpoint").path("id").asString(),
        event,
        event.path("userIdentity").path("id").asString(),
        middle(oldest.events().getFirst(), event));
  }

  /** Linked ones whose endpoint nobody listens at, and every other one paused. */
  static void addFailing(Api api, String key, int count) throws Exception {
    JsonNode first =
        api.graphql(
            key,
            """
            mutation { createS3AccessKeyExportConfiguration(data: {
              name: "failing" interval: EVERY_24_HOURS bucket: "bench" path: "failing" region: "us-east-1"
              endpoint: "http://127.0.0.1:1" pathStyle: true accessKeyId: "AK" secretAccessKey: "SK" })
              { storageIntegrationId } }
            """);
    for (int number : IntStream.range(1, count).toArray()) {
      api.graphql(
          key,
          """
          mutation { createExportConfiguration(data: {
            name: "failing %d" storageIntegrationId: "%s" interval: EVERY_24_HOURS enabled: %b
            eventKinds: [CUSTOM] }) { id } }
          """
              .formatted(number, first.path("storageIntegrationId").asString(), number % 2 == 0));
    }
  }

  private static String middle(JsonNode oldest, JsonNode newest) {
    long time = (oldest.path("receivedTime").asLong() + newest.path("receivedTime").asLong()) / 2;
    return Instant.ofEpochMilli(time)
        .truncatedTo(ChronoUnit.MINUTES)
        .atOffset(ZoneOffset.UTC)
        .toLocalDateTime()
        .toString();
  }
}
